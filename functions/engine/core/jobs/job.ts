import type { FunctionTarget } from '../functions/function.ts';
import type { Instant } from '../../../platform/core/instant.ts';

export type JobStatus = 'running' | 'paused' | 'done' | 'cancelled';

/** Runs a function once at a given time, or repeatedly by a cron pattern. */
export interface Job extends FunctionTarget {
  readonly id: string;
  readonly projectId: string;
  readonly name: string | null;
  /** As given; parsed when the job runs. */
  readonly functionInput: string | null;
  readonly status: JobStatus;
  /** Five cron fields in UTC; null for a job that runs once. */
  readonly pattern: string | null;
  /** Runs left; null for unlimited. */
  readonly count: number | null;
  readonly firstExecutionTime: Instant | null;
  /** When it is due, if it is running. */
  readonly nextExecutionTime: Instant;
  /** Goes up with every change; a change based on an older revision is refused. */
  readonly revision: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
}

/** Whether the job will never run again. */
export const isFinished = ({ status }: Pick<Job, 'status'>): boolean =>
  status === 'done' || status === 'cancelled';
