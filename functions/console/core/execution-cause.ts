import type { ExecutionSummary } from '../../engine/core/executions/execution.ts';

/** What asked for an execution. */
export type ExecutionCause =
  | {
      readonly kind: 'alarm';
      readonly alarmId: string;
      readonly firingId: string;
      readonly messageId: string | null;
    }
  | { readonly kind: 'job'; readonly jobId: string }
  | { readonly kind: 'webhook'; readonly webhookId: string }
  /** A user, or nobody knows. */
  | { readonly kind: 'none' };

const byDescription = /^Created by (Job|Webhook) ([0-9a-f-]{36})$/;

/** Jobs and webhooks are named in the description alone, as in Qinling. */
export function executionCause({
  cause,
  description,
}: Pick<ExecutionSummary, 'cause' | 'description'>): ExecutionCause {
  if (cause)
    return {
      kind: 'alarm',
      alarmId: cause.alarmId,
      firingId: cause.transitionId,
      messageId: cause.messageId ?? null,
    };
  const [, kind, id = ''] = byDescription.exec(description ?? '') ?? [];
  if (kind === 'Job') return { kind: 'job', jobId: id };
  return kind === 'Webhook' ? { kind: 'webhook', webhookId: id } : { kind: 'none' };
}
