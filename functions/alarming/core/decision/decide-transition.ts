import type { Instant } from '../../../platform/core/instant.ts';
import { dumps } from '../../../platform/core/python-json.ts';
import { serviceAccount } from '../../../platform/core/service-account.ts';
import type { Alarm, AlarmChange, AlarmState } from '../alarm.ts';
import type { Transition, Trigger } from './transition.ts';

/** What an evaluation found, and on what. */
export interface Found {
  /** The id of the transition (`app/decisions/transition-id.ts`). */
  readonly id: string;
  readonly to: AlarmState;
  readonly reason: string;
  readonly trigger: Trigger;
  readonly now: Instant;
}

/** What a decision writes; `next` is undefined if the alarm's state does not change. */
export interface Decision {
  readonly transition: Transition;
  readonly next: Alarm | undefined;
}

/** Moves the alarm to the state that was found, with the actions of that state (`_refresh` of `aodh/evaluator`). */
export function decideTransition(alarm: Alarm, { id, to, reason, trigger, now }: Found): Decision {
  const { id: alarmId, projectId, arming, name: alarmName, severity, state: from } = alarm;
  const actions = actionsOf(alarm, to);
  return {
    transition: {
      id,
      alarmId,
      projectId,
      arming,
      trigger,
      alarmName,
      severity,
      from,
      to,
      reason,
      actions,
      at: now,
    },
    next:
      from === to
        ? undefined
        : { ...alarm, state: to, stateReason: reason, stateAt: now, version: alarm.version + 1 },
  };
}

function actionsOf(alarm: Alarm, state: AlarmState): readonly string[] {
  const { okActions, alarmActions, insufficientDataActions } = alarm;
  const actions = {
    ok: okActions,
    alarm: alarmActions,
    'insufficient data': insufficientDataActions,
  };
  return actions[state] ?? [];
}

/**
 * Whether the transition is in the alarm's history: every event on which an alarm fires, but of decisions on
 * measures only those that change the state. An alarm on measures that repeats acts at every evaluation.
 */
export const isInHistory = ({ from, to, trigger }: Transition): boolean =>
  from !== to || trigger.kind === 'event';

/** The history entry of a transition. */
export const transitionChange = ({
  id,
  alarmId,
  projectId,
  severity,
  to,
  reason,
  at,
}: Transition): AlarmChange => ({
  eventId: id,
  alarmId,
  type: 'state transition',
  detail: dumps({ state: to, transition_reason: reason }),
  ...serviceAccount,
  onBehalfOf: projectId,
  severity,
  at,
});
