import type { Alarm, AlarmRule } from './alarm.ts';

/**
 * What a request says an alarm shall be, defaults filled in. The description follows from the rule
 * unless one is given; owners are the caller's unless an administrator names others.
 */
export interface AlarmDraft
  extends Pick<
    Alarm,
    | 'name'
    | 'enabled'
    | 'severity'
    | 'rule'
    | 'state'
    | 'repeatActions'
    | 'okActions'
    | 'alarmActions'
    | 'insufficientDataActions'
    | 'timeConstraints'
  > {
  readonly description: string | null;
  readonly projectId?: string | null;
  readonly userId?: string | null;
}

/** Why a new alarm is in the state it is in. */
export const notEvaluatedYet = 'Not evaluated yet';
/** Why an alarm is in a state that the API has set. */
export const setByHand = 'Manually set via API';

export const defaultDescription = (rule: AlarmRule): string =>
  rule.type === 'event'
    ? `Alarm when ${rule.event.eventType} event occurred.`
    : `${rule.type} alarm rule`;
