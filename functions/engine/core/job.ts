import type { FunctionTarget } from './function.ts';
import type { Instant } from '../../platform/core/instant.ts';

export type JobStatus = 'running' | 'paused' | 'done' | 'cancelled';

/** Runs a function at a moment, or again and again by a cron pattern. */
export interface Job extends FunctionTarget {
  readonly id: string;
  readonly projectId: string;
  readonly name: string | null;
  /** As given: what executions make of it is decided when one runs. */
  readonly functionInput: string | null;
  readonly status: JobStatus;
  /** Five cron fields in UTC; null for a job that runs once. */
  readonly pattern: string | null;
  /** Runs that are left; null for no end. */
  readonly count: number | null;
  readonly firstExecutionTime: Instant | null;
  /** When it is due; only a running job is. */
  readonly nextExecutionTime: Instant;
  /** Counts the changes of the job: of two changes of the same state one is refused. */
  readonly revision: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
}

/** Whether it will never run again. */
export const isFinished = ({ status }: Pick<Job, 'status'>): boolean =>
  status === 'done' || status === 'cancelled';
