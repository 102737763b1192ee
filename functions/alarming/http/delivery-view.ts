import type { DeliveryAttempt, DeliverySummary } from '../core/delivery/delivery.ts';
import { withoutSecrets } from '../core/action/action-url.ts';
import type { Instant } from '../../platform/core/instant.ts';

/** A delivery as the API shows it: without its body and the secrets in its URL. */
export const deliveryView = (delivery: DeliverySummary) => ({
  delivery_id: delivery.id,
  alarm_id: delivery.alarmId,
  /** The `event_id` of the history entry of the firing. */
  event_id: delivery.firingId,
  /** The event that it follows from; null if the alarm is not on events, or an earlier release made it. */
  message_id: delivery.cause?.messageId ?? null,
  acceptance_id: delivery.cause?.acceptanceId ?? null,
  position: delivery.position,
  url: withoutSecrets(delivery.url),
  state: delivery.state,
  created_at: naive(delivery.createdAt),
  updated_at: naive(delivery.updatedAt),
  attempts: delivery.attempts.map(attemptView),
});

const attemptView = ({ attempt, at, outcome, latencyMilliseconds, answer }: DeliveryAttempt) => ({
  attempt,
  at: naive(at),
  outcome: outcome.kind,
  status: 'status' in outcome ? outcome.status : null,
  reason: 'reason' in outcome ? outcome.reason : null,
  latency_ms: latencyMilliseconds,
  answer,
});

/** Aodh prints instants in UTC without a zone. */
const naive = (instant: Instant): string => instant.slice(0, -1);
