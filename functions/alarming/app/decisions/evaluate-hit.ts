import { alarmContended } from '../../core/alarm-contended.ts';
import type { BusDetail } from '../../../contract/bus-event.ts';
import type { HitMessage } from '../../../contract/message.ts';
import { type Alarm, firstArming } from '../../core/alarm.ts';
import { fireAlarm, waitsFor } from '../../core/decision/fire-alarm.ts';
import type { Firing } from '../../core/decision/firing.ts';
import { hits } from '../../core/decision/hits.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { loads } from '../../../platform/core/python-json.ts';
import { readNotification } from '../../../events/core/read-notification.ts';
import { isShared, sharesOf } from '../../../events/core/shared-rule.ts';
import type { Ports } from '../../ports.ts';
import { type ActionPorts, enqueueActions } from './enqueue-actions.ts';
import { whileStale } from '../../../platform/app/while-stale.ts';

type HitPorts = ActionPorts & Pick<Ports, 'alarms' | 'clock' | 'hitQueue' | 'rulePlaces' | 'sleep'>;

/** An alarm, and an event that its rule matched. */
interface Hit {
  readonly alarmId: string;
  readonly acceptance: string;
  readonly notification: Notification;
}

/**
 * Decides what an event does that a rule matched. Where several alarms behind a shared rule wait for
 * it, each gets a hit of its own, as if by a rule of its own: none waits for, or fails by, another.
 */
export async function evaluateHit(ports: HitPorts, { rule, event }: HitMessage): Promise<void> {
  const notification = await notificationOf(ports, event);
  const alarmIds = isShared(rule) ? await sharersOf(ports, rule, notification) : [rule];
  const [alarmId, ...others] = alarmIds;
  if (others.length > 0)
    await ports.hitQueue.send(alarmIds.map((each) => ({ v: 1, rule: each, event })));
  else if (alarmId !== undefined)
    await evaluateAlarm(ports, { alarmId, acceptance: event.acceptance, notification });
}

/** The alarms behind a shared rule whose own rules would have matched the event. */
async function sharersOf(
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
 * Decides whether an alarm fires on an event, commits that, and puts the actions on their way; at any
 * number of repetitions with the effect of one. A firing that was committed before is not decided
 * again: its actions are enqueued once more, from the record.
 */
async function evaluateAlarm(ports: HitPorts, hit: Hit): Promise<void> {
  const firing = await whileStale(ports, alarmContended, () => decide(ports, hit));
  if (firing !== 'nothing') await enqueueActions(ports, firing, hit.notification.body);
}

/** The evaluator reads the event itself; what else the bus carries of it is there for the matcher. */
async function notificationOf(
  { payloads }: HitPorts,
  { body, bodyKey }: BusDetail,
): Promise<Notification> {
  const text = body ?? (bodyKey === undefined ? undefined : await payloads.load({ key: bodyKey }));
  if (text === undefined) throw new Error('an event on the bus has no body');
  const reading = readNotification(loads(text));
  if (reading.kind === 'refused')
    throw new Error(`an event on the bus is unreadable: ${reading.reason}`);
  return reading.notification;
}

/**
 * The firing whose actions are to be enqueued; `stale` when the alarm changed before it could be
 * committed. Earlier firings are looked up only where one may exist that the commit itself would not
 * notice: the hot way is one read and one write.
 */
async function decide(ports: HitPorts, hit: Hit): Promise<Firing | 'nothing' | 'stale'> {
  const { alarms, clock, ids } = ports;
  const { alarmId, acceptance, notification } = hit;
  const { projectId, messageId } = notification;
  const alarm = await alarms.get(projectId, alarmId);
  const waits = alarm && waitsFor(alarm, notification);
  if (!waits || alarm.arming > firstArming) {
    const before = await firedBefore(ports, hit, alarm);
    if (before || !waits) return before ?? 'nothing';
  }
  const firingId = ids.derived(alarmId, String(alarm.arming), messageId);
  const { firing, change, next } = fireAlarm(alarm, notification, {
    firingId,
    acceptanceId: acceptance,
    now: clock.now(),
  });
  const outcome = await alarms.fire(firing, change, next && { alarm: next, seen: alarm.version });
  if (outcome === 'stored') return firing;
  return (outcome === 'already' && (await firedBefore(ports, hit, alarm))) || 'stale';
}

/** The firing that counts for this hit already: of the alarm's present arming, or of this very acceptance. */
async function firedBefore(
  { alarms }: HitPorts,
  { alarmId, acceptance, notification: { projectId, messageId } }: Hit,
  alarm: Alarm | undefined,
): Promise<Firing | undefined> {
  const firings = await alarms.firings(projectId, alarmId, messageId);
  return firings.find(
    ({ acceptanceId, arming }) => acceptanceId === acceptance || arming === alarm?.arming,
  );
}
