import type { Alarm, AlarmRule } from './alarm.ts';

/**
 * An alarm as a request describes it, with defaults filled in. Without a description, the rule's default
 * applies; without owners, the caller's user and project.
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

/** The state reason of a new alarm. */
export const notEvaluatedYet = 'Not evaluated yet';
/** The state reason after the API has set the state. */
export const setManually = 'Manually set via API';

export const defaultDescription = (rule: AlarmRule): string =>
  rule.type === 'event'
    ? `Alarm when ${rule.event.eventType} event occurred.`
    : `${rule.type} alarm rule`;
