import type { Replayed } from '../../../events/core/log/logged-event.ts';
import type { Instant } from '../../../platform/core/instant.ts';

/** Why an event that hit an alarm's rule had no effect. */
export type IdleReason =
  /** The alarm was in state `alarm` and does not repeat. */
  | { readonly kind: 'in-alarm' }
  /** The alarm had fired on the same message id in this arming: on another acceptance of it. */
  | { readonly kind: 'counted'; readonly transitionId: string }
  /** The alarm was disabled after the bus had passed the event on. */
  | { readonly kind: 'disabled' };

/** A record that an event hit an alarm's rule and had no effect. With the firings it says all that an event hit. */
export interface IdleHit {
  /** Begins with the event's instant; the same however often the hit is delivered. */
  readonly id: string;
  readonly projectId: string;
  readonly alarmId: string;
  readonly messageId: string;
  readonly acceptanceId: string;
  /** As a firing's (`Trigger`). */
  readonly replay?: Replayed | undefined;
  readonly arming: number;
  readonly reason: IdleReason;
  /** When the event was accepted (`eventInstant`). */
  readonly at: Instant;
}
