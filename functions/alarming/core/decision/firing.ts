import type { Instant } from '../../../platform/core/instant.ts';
import type { AlarmState, Severity } from '../alarm.ts';

/**
 * A record that an alarm fired on an event, with the actions to carry out; it makes a repeated hit
 * harmless. Its history entry is made from it (`firingChange`), and it outlives the alarm.
 */
export interface Firing {
  /** Begins with the time of the firing; it is also the history entry's `event_id`. */
  readonly id: string;
  readonly alarmId: string;
  readonly projectId: string;
  readonly messageId: string;
  readonly arming: number;
  /** Identifies the acceptance of the event; a redelivery of the same acceptance never fires again. */
  readonly acceptanceId: string;
  readonly alarmName: string;
  readonly severity: Severity;
  readonly previous: AlarmState;
  readonly reason: string;
  readonly actions: readonly string[];
  readonly at: Instant;
}
