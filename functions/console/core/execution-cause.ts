import type { ExecutionSummary } from '../../engine/core/executions/execution.ts';

/** What asked for an execution. */
export type ExecutionCause =
  | {
      readonly kind: 'alarm';
      readonly alarmId: string;
      readonly firingId: string;
      readonly messageId: string | null;
    }
  | { readonly kind: 'replay'; readonly replayId: string; readonly messageId: string | null }
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
  const messageId = cause?.messageId ?? null;
  const { alarmId, transitionId: firingId, replayId } = cause ?? {};
  if (alarmId !== undefined && firingId !== undefined)
    return { kind: 'alarm', alarmId, firingId, messageId };
  // A replay to a function has no alarm between.
  if (replayId !== undefined) return { kind: 'replay', replayId, messageId };
  const [, kind, id = ''] = byDescription.exec(description ?? '') ?? [];
  if (kind === 'Job') return { kind: 'job', jobId: id };
  return kind === 'Webhook' ? { kind: 'webhook', webhookId: id } : { kind: 'none' };
}
