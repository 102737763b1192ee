import { alarmContended } from '../../core/alarm-contended.ts';
import type { BusDetail } from '../../../contract/bus-event.ts';
import type { HitMessage } from '../../../contract/message.ts';
import { type Alarm, firstArming } from '../../core/alarm.ts';
import { fireAlarm, firesOn } from '../../core/decision/fire-alarm.ts';
import type { Firing } from '../../core/decision/firing.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { type Json, loads } from '../../../platform/core/python-json.ts';
import { Unprocessable } from '../../../platform/core/unprocessable.ts';
import { readNotification } from '../../../events/core/read-notification.ts';
import { isShared } from '../../../events/core/shared-rule.ts';
import type { Ports } from '../../ports.ts';
import { type ActionPorts, enqueueActions } from './enqueue-actions.ts';
import { type SharerPorts, sharersHitBy } from './sharers-hit.ts';
import { whileStale } from '../../../platform/app/while-stale.ts';

type HitPorts = ActionPorts &
  SharerPorts &
  Pick<Ports, 'alarms' | 'clock' | 'firings' | 'hitQueue' | 'sleep'>;

/** An event that an alarm's rule matched. */
interface Hit {
  readonly alarmId: string;
  readonly acceptance: string;
  readonly notification: Notification;
}

/**
 * Evaluates an event that a rule matched. If it hits several alarms that share the rule, each gets a hit
 * of its own, so that they neither wait for each other nor fail together.
 */
export async function evaluateHit(ports: HitPorts, message: HitMessage): Promise<void> {
  const { rule, event } = message;
  const notification = await notificationOf(ports, event);
  const alarmIds = isShared(rule) ? await sharersHitBy(ports, message, notification) : [rule];
  const [alarmId, ...others] = alarmIds;
  if (others.length > 0)
    await ports.hitQueue.send(alarmIds.map((each) => ({ v: 1, rule: each, event })));
  else if (alarmId !== undefined)
    await evaluateAlarm(ports, { alarmId, acceptance: event.acceptance, notification });
}

/**
 * Decides whether an alarm fires on an event, commits the firing and enqueues its actions. Idempotent: if
 * the firing was committed before, its actions are enqueued again from the record.
 */
async function evaluateAlarm(ports: HitPorts, hit: Hit): Promise<void> {
  const firing = await whileStale(ports, alarmContended, () => decide(ports, hit));
  if (firing !== 'nothing') await enqueueActions(ports, firing, hit.notification.event);
}

/** Reads the notification from the event's body; its other fields serve the rules on the bus only. */
async function notificationOf(
  { payloads }: HitPorts,
  { body, bodyKey }: BusDetail,
): Promise<Notification> {
  const text = body ?? (bodyKey === undefined ? undefined : await payloads.load({ key: bodyKey }));
  if (text === undefined) throw new Unprocessable('an event on the bus has no body');
  const reading = readNotification(parsed(text));
  if (reading.kind === 'refused')
    throw new Unprocessable(`an event on the bus is unreadable: ${reading.reason}`);
  return reading.notification;
}

function parsed(text: string): Json {
  try {
    return loads(text);
  } catch {
    throw new Unprocessable('an event on the bus is not JSON');
  }
}

/**
 * The firing whose actions are to be enqueued; `stale` if the alarm changed before the commit. Earlier
 * firings are read only if there may be one that the commit would not detect, so that the usual path is
 * one read and one write.
 */
async function decide(ports: HitPorts, hit: Hit): Promise<Firing | 'nothing' | 'stale'> {
  const { alarms, clock, firings, ids } = ports;
  const { alarmId, acceptance, notification } = hit;
  const { projectId, messageId } = notification;
  const alarm = await alarms.get(projectId, alarmId);
  const fires = alarm && firesOn(alarm, notification);
  if (!fires || alarm.arming > firstArming) {
    const before = await firedBefore(ports, hit, alarm);
    if (before || !fires) return before ?? 'nothing';
  }
  const now = clock.now();
  // If this event was counted meanwhile, the record's own id is used, so the time need not be the same again.
  const firingId = ids.derivedAt(now, alarmId, String(alarm.arming), messageId);
  const { firing, next } = fireAlarm(alarm, notification, {
    firingId,
    acceptanceId: acceptance,
    now,
  });
  const outcome = await firings.commit(firing, next && { alarm: next, seen: alarm.version });
  if (outcome === 'stored') return firing;
  return (outcome === 'already' && (await firedBefore(ports, hit, alarm))) || 'stale';
}

/** An earlier firing for this hit: in the alarm's current arming, or for the same acceptance. */
async function firedBefore(
  { firings }: HitPorts,
  { alarmId, acceptance, notification: { projectId, messageId } }: Hit,
  alarm: Alarm | undefined,
): Promise<Firing | undefined> {
  const before = await firings.list(projectId, alarmId, messageId);
  return before.find(
    ({ acceptanceId, arming }) => acceptanceId === acceptance || arming === alarm?.arming,
  );
}
