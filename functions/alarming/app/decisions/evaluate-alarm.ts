import type { Replayed } from '../../../events/core/log/logged-event.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { whileStale } from '../../../platform/app/while-stale.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import { alarmContended } from '../../core/alarm-contended.ts';
import { type Alarm, firstArming } from '../../core/alarm.ts';
import { eventReasonData } from '../../core/decision/alarm-notice.ts';
import { isHitBy } from '../../core/decision/fire-alarm.ts';
import type { IdleReason } from '../../core/decision/idle-hit.ts';
import { step } from '../../core/decision/step.ts';
import type { Transition } from '../../core/decision/transition.ts';
import type { HitRecorder, Ports } from '../../ports.ts';
import { type ActionPorts, enqueueActions } from './enqueue-actions.ts';
import { recordTransition } from './record-transition.ts';
import { transitionId } from './transition-id.ts';

export type AlarmEvaluation = ActionPorts &
  Pick<Ports, 'alarms' | 'clock' | 'log' | 'sleep' | 'transitions'> & {
    readonly hitRecords: HitRecorder;
  };

/** An event that an alarm's rule matched. */
export interface Hit {
  readonly alarmId: string;
  readonly acceptance: string;
  /** When the event was accepted. */
  readonly at: Instant;
  readonly notification: Notification;
  /** Set if a replay sent the event. */
  readonly replay?: Replayed | undefined;
}

/** What a hit leads to: a firing, perhaps an earlier one, whose actions are enqueued; and why it had no effect itself. */
interface Outcome {
  readonly firing?: Transition | undefined;
  readonly idle?: { readonly reason: IdleReason; readonly arming: number } | undefined;
}

/**
 * Decides whether an alarm fires on an event, commits the firing and enqueues its actions. Idempotent: if
 * the firing was committed before, its actions are enqueued again from the record.
 */
export async function evaluateAlarm(ports: AlarmEvaluation, hit: Hit): Promise<void> {
  const { firing, idle } = await whileStale(ports, alarmContended, () => decide(ports, hit));
  if (idle) await recordIdleHit(ports, hit, idle);
  if (firing) await enqueueActions(ports, firing, eventReasonData(hit.notification.event));
  if (!firing && !idle) return;
  const { alarmId, acceptance, notification, replay } = hit;
  ports.log.info(idle ? 'hit without effect' : 'alarm fired', {
    projectId: notification.projectId,
    alarmId,
    event: { messageId: notification.messageId, acceptanceId: acceptance },
    ...(replay && { replayId: replay.id }),
    ...(firing && { transitionId: firing.id }),
    ...(idle && { reason: idle.reason.kind }),
  });
}

/** `stale` if the alarm changed before the commit. */
async function decide(ports: AlarmEvaluation, hit: Hit): Promise<Outcome | 'stale'> {
  const { notification } = hit;
  const alarm = await ports.alarms.get(notification.projectId, hit.alarmId);
  const { messageId } = notification;
  const now = ports.clock.now();
  const found =
    alarm &&
    step(alarm, notification, () => ({
      id: transitionId(ports, alarm, { kind: 'event', messageId }, now),
      acceptanceId: hit.acceptance,
      replay: hit.replay,
      now,
    }));
  const fires = found?.kind === 'fires';
  // Earlier firings are read only if there may be one that the commit would not detect, so that the usual
  // path is one read and one write.
  const before =
    !alarm || !fires || alarm.arming > firstArming
      ? await firedBefore(ports, hit, alarm)
      : undefined;
  if (before) return outcomeOf(before, hit, alarm);
  if (!alarm || !found || found.kind === 'miss') return {};
  if (found.kind === 'idle')
    return { idle: { reason: { kind: found.reason }, arming: alarm.arming } };
  const recorded = await recordTransition(ports, found.decision, alarm.version);
  return recorded === 'stale' ? 'stale' : outcomeOf(recorded, hit, alarm);
}

/** A firing is this hit's own, unless it was on another acceptance of the event. */
function outcomeOf(firing: Transition, { acceptance, notification }: Hit, alarm?: Alarm): Outcome {
  const { trigger, id } = firing;
  const isOwn = trigger.kind === 'event' && trigger.acceptanceId === acceptance;
  if (isOwn || !alarm || !isHitBy(alarm, notification)) return { firing };
  return {
    firing,
    idle: { reason: { kind: 'counted', transitionId: id }, arming: alarm.arming },
  };
}

/** An earlier firing for this hit: in the alarm's current arming, or for the same acceptance. */
async function firedBefore(
  { transitions }: AlarmEvaluation,
  { alarmId, acceptance, notification: { projectId, messageId } }: Hit,
  alarm: Alarm | undefined,
): Promise<Transition | undefined> {
  const before = await transitions.list(projectId, alarmId, { kind: 'event', messageId });
  const isOwn = ({ trigger }: Transition) =>
    trigger.kind === 'event' && trigger.acceptanceId === acceptance;
  return before.find(isOwn) ?? before.find(({ arming }) => arming === alarm?.arming);
}

const recordIdleHit = (
  { hitRecords, ids }: Pick<AlarmEvaluation, 'hitRecords' | 'ids'>,
  { alarmId, acceptance, at, replay, notification: { projectId, messageId } }: Hit,
  { reason, arming }: NonNullable<Outcome['idle']>,
): Promise<void> =>
  hitRecords.addIdle({
    id: ids.derivedAt(at, 'hit', alarmId, acceptance),
    projectId,
    alarmId,
    messageId,
    acceptanceId: acceptance,
    arming,
    reason,
    at,
    ...(replay && { replay }),
  });
