import type { AlarmState, Severity } from '../alarm.ts';

/**
 * That an alarm fired on an event, and what was to be done: the record that makes a repeated hit
 * harmless. It lies hidden beside the history entry it belongs to and outlives the alarm.
 */
export interface Firing {
  /** Derived from alarm, arming and message id; also the history entry's `event_id`. */
  readonly id: string;
  readonly alarmId: string;
  readonly projectId: string;
  readonly messageId: string;
  readonly arming: number;
  /** The acceptance of the event that fired it: a redelivery of the same one never fires again. */
  readonly acceptanceId: string;
  readonly alarmName: string;
  readonly severity: Severity;
  readonly previous: AlarmState;
  readonly reason: string;
  readonly actions: readonly string[];
}
