import type { Replayed } from '../../../events/core/log/logged-event.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import type { AlarmState, Severity } from '../alarm.ts';

/** What tells a decision from an alarm's others of the same arming. */
export type TriggerKey =
  | { readonly kind: 'event'; readonly messageId: string }
  /** `window` names the measures that were looked at, and `decision` what was found. */
  | { readonly kind: 'measures'; readonly window: string; readonly decision: string };

/** What an alarm decided on. */
export type Trigger =
  | {
      readonly kind: 'event';
      readonly messageId: string;
      /** Identifies the acceptance of the event; a redelivery of the same acceptance never counts again. */
      readonly acceptanceId: string;
      /** Of a copy: the replay that sent it, the acceptance that it copies, and the first one of the chain. */
      readonly replay?: Replayed | undefined;
    }
  | {
      readonly kind: 'measures';
      readonly window: string;
      readonly decision: string;
      /** JSON text of the notice's `reason_data`, because the measures may have changed when it is sent again. */
      readonly reasonData: string;
    };

/**
 * A record of what an alarm decided, with the actions to carry out; it makes a repeated decision harmless.
 * Its history entry is made from it (`transitionChange`), and it outlives the alarm. `from` and `to` are the
 * same if the alarm acts again in the state it is in.
 */
export interface Transition {
  /** Begins with the time of the decision; it is also the history entry's `event_id`. */
  readonly id: string;
  readonly alarmId: string;
  readonly projectId: string;
  readonly arming: number;
  readonly trigger: Trigger;
  readonly alarmName: string;
  readonly severity: Severity;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  readonly actions: readonly string[];
  readonly at: Instant;
}
