import type { ExecutionSummary } from '../../engine/core/executions/execution.ts';
import { millisecondsOf } from '../../platform/core/instant.ts';

/** Milliseconds from the request to the end, so with the time in queues; null while it runs. */
export const durationOf = ({
  status,
  createdAt,
  updatedAt,
}: Pick<ExecutionSummary, 'createdAt' | 'status' | 'updatedAt'>): number | null =>
  status === 'running' || updatedAt === null
    ? null
    : Math.max(0, millisecondsOf(updatedAt) - millisecondsOf(createdAt));
