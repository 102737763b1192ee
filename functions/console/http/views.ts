import { withoutSecrets } from '../../alarming/core/action/action-url.ts';
import type { DeliveryAttempt } from '../../alarming/core/delivery/delivery.ts';
import type { ExecutionSummary } from '../../engine/core/executions/execution.ts';
import type { ListedDelivery, ShownDelivery } from '../app/list-deliveries.ts';
import type { ListedEvent } from '../app/list-events.ts';
import type { ListedExecution } from '../app/list-executions.ts';
import type { ListedFiring } from '../app/list-firings.ts';
import type { ListPage } from '../app/list-page.ts';
import { executionCause } from '../core/execution-cause.ts';
import { durationOf } from '../core/execution-duration.ts';

export const pageView = <Row, View>(
  { items, next, newest, complete }: ListPage<Row>,
  view: (row: Row) => View,
) => ({ items: items.map(view), next, newest, complete });

export const eventView = ({ event, traits, hits }: ListedEvent) => ({
  message_id: event.messageId,
  acceptance_id: event.acceptance,
  event_type: event.eventType,
  accepted_at: event.at,
  generated: event.generated,
  traits,
  replay_of: event.replayed?.of ?? null,
  hits: hits.map(({ alarmId, alarmName, outcome, reason, firingId }) => ({
    alarm_id: alarmId,
    alarm_name: alarmName,
    outcome,
    reason,
    firing_id: firingId,
  })),
});

export const executionView = ({ execution, functionName }: ListedExecution) => ({
  id: execution.id,
  function_id: execution.functionId,
  function_name: functionName,
  function_version: execution.functionVersion,
  alias: execution.functionAlias,
  status: execution.status,
  created_at: execution.createdAt,
  updated_at: execution.updatedAt,
  duration_ms: durationOf(execution),
  description: execution.description,
  cause: causeView(execution),
});

function causeView(execution: ExecutionSummary) {
  const cause = executionCause(execution);
  if (cause.kind === 'alarm')
    return {
      message_id: cause.messageId,
      alarm_id: cause.alarmId,
      firing_id: cause.firingId,
    };
  if (cause.kind === 'replay') return { message_id: cause.messageId, replay_id: cause.replayId };
  if (cause.kind === 'job') return { job_id: cause.jobId };
  return cause.kind === 'webhook' ? { webhook_id: cause.webhookId } : null;
}

export const deliveryView = ({ delivery, alarmName }: ListedDelivery) => ({
  id: delivery.id,
  alarm_id: delivery.alarmId,
  alarm_name: alarmName,
  url: withoutSecrets(delivery.url),
  state: delivery.state,
  attempts: delivery.attempt,
  last_status: statusOf(delivery.attempts.at(-1)),
  message_id: delivery.cause?.messageId ?? null,
  firing_id: delivery.firingId,
  created_at: delivery.createdAt,
  updated_at: delivery.updatedAt,
});

const statusOf = (attempt: DeliveryAttempt | undefined): number | null =>
  attempt && 'status' in attempt.outcome ? attempt.outcome.status : null;

/** How many characters of a notice and of a receiver's answer are shown. */
const noticeCharacters = 20_000;
const answerCharacters = 2000;

export const shownDeliveryView = (shown: ShownDelivery) => ({
  ...deliveryView(shown),
  attempt_list: shown.delivery.attempts.map((attempt) => ({
    at: attempt.at,
    status: statusOf(attempt),
    outcome: attempt.outcome.kind,
    error: 'reason' in attempt.outcome ? attempt.outcome.reason : null,
    duration_ms: attempt.latencyMilliseconds,
    answer: attempt.answer.slice(0, answerCharacters),
  })),
  notice: shown.notice.slice(0, noticeCharacters),
});

export const firingView = ({ firing, deliveries, executions }: ListedFiring) => ({
  id: firing.id,
  at: firing.at,
  alarm_id: firing.alarmId,
  alarm_name: firing.alarmName,
  from: firing.from,
  to: firing.to,
  reason: firing.reason,
  message_id: firing.trigger.kind === 'event' ? firing.trigger.messageId : null,
  deliveries,
  executions,
});
