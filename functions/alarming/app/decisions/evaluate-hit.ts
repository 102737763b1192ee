import { alarmContended } from '../../core/alarm-contended.ts';
import type { BusDetail } from '../../../contract/bus-event.ts';
import type { HitMessage } from '../../../contract/message.ts';
import { type Alarm, firstArming } from '../../core/alarm.ts';
import { eventReasonData } from '../../core/decision/alarm-notice.ts';
import { fireAlarm, firesOn } from '../../core/decision/fire-alarm.ts';
import { hits } from '../../core/decision/hits.ts';
import type { Transition } from '../../core/decision/transition.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { type Json, loads } from '../../../platform/core/python-json.ts';
import { Unprocessable } from '../../../platform/core/unprocessable.ts';
import { readNotification } from '../../../events/core/read-notification.ts';
import { isShared, sharesOf } from '../../../events/core/shared-rule.ts';
import type { Ports } from '../../ports.ts';
import { type ActionPorts, enqueueActions } from './enqueue-actions.ts';
import { recordTransition } from './record-transition.ts';
import { transitionId } from './transition-id.ts';
import { whileStale } from '../../../platform/app/while-stale.ts';

type HitPorts = ActionPorts &
  Pick<Ports, 'alarms' | 'clock' | 'hitQueue' | 'rulePlaces' | 'sleep' | 'transitions'>;

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
export async function evaluateHit(ports: HitPorts, { rule, event }: HitMessage): Promise<void> {
  const notification = await notificationOf(ports, event);
  const alarmIds = isShared(rule) ? await sharersHitBy(ports, rule, notification) : [rule];
  const [alarmId, ...others] = alarmIds;
  if (others.length > 0)
    await ports.hitQueue.send(alarmIds.map((each) => ({ v: 1, rule: each, event })));
  else if (alarmId !== undefined)
    await evaluateAlarm(ports, { alarmId, acceptance: event.acceptance, notification });
}

/** The ids of the alarms that share the rule and whose own rules the event hits. */
async function sharersHitBy(
  { rulePlaces }: HitPorts,
  key: string,
  notification: Notification,
): Promise<readonly string[]> {
  const share = sharesOf(notification).find((each) => each.key === key);
  if (!share) return [];
  return (await rulePlaces.sharers(share))
    .filter(({ rule }) => rule.enabled && hits(rule.event, notification))
    .map(({ alarmId }) => alarmId);
}

/**
 * Decides whether an alarm fires on an event, commits the firing and enqueues its actions. Idempotent: if
 * the firing was committed before, its actions are enqueued again from the record.
 */
async function evaluateAlarm(ports: HitPorts, hit: Hit): Promise<void> {
  const transition = await whileStale(ports, alarmContended, () => decide(ports, hit));
  if (transition === 'nothing') return;
  await enqueueActions(ports, transition, eventReasonData(hit.notification.event));
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
async function decide(ports: HitPorts, hit: Hit): Promise<Transition | 'nothing' | 'stale'> {
  const { alarms, clock } = ports;
  const { alarmId, acceptance, notification } = hit;
  const { projectId, messageId } = notification;
  const alarm = await alarms.get(projectId, alarmId);
  const fires = alarm && firesOn(alarm, notification);
  if (!fires || alarm.arming > firstArming) {
    const before = await firedBefore(ports, hit, alarm);
    if (before || !fires) return before ?? 'nothing';
  }
  const now = clock.now();
  const id = transitionId(ports, alarm, { kind: 'event', messageId }, now);
  const decision = fireAlarm(alarm, notification, { id, acceptanceId: acceptance, now });
  return recordTransition(ports, decision, alarm.version);
}

/** An earlier firing for this hit: in the alarm's current arming, or for the same acceptance. */
async function firedBefore(
  { transitions }: HitPorts,
  { alarmId, acceptance, notification: { projectId, messageId } }: Hit,
  alarm: Alarm | undefined,
): Promise<Transition | undefined> {
  const before = await transitions.list(projectId, alarmId, { kind: 'event', messageId });
  return before.find(
    ({ arming, trigger }) =>
      arming === alarm?.arming || (trigger.kind === 'event' && trigger.acceptanceId === acceptance),
  );
}
