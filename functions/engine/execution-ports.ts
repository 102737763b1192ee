import type { Instant } from '../platform/core/instant.ts';
import type { DueRows } from '../platform/ports.ts';
import type { Execution, ExecutionSummary } from './core/executions/execution.ts';

/** Names a row of a project. */
export interface RowId {
  readonly projectId: string;
  readonly id: string;
}

/** A page of a list by time. */
export interface TimePage {
  readonly limit: number;
  /** Only what sorts before this id. */
  readonly before?: string | undefined;
}

/** Executions. Every read is consistent, and lists are by id, newest first. */
export interface ExecutionStore {
  get(projectId: string, id: string): Promise<Execution | undefined>;
  /** In any project, for administrators. */
  find(id: string): Promise<Execution | undefined>;
  list(projectId: string, page: TimePage): Promise<readonly ExecutionSummary[]>;
  /** Across projects, for administrators. */
  listAll(page: TimePage): Promise<readonly ExecutionSummary[]>;
  /** `exists` if a row of this id is already there, as when a message is redelivered. */
  create(execution: Execution): Promise<'created' | 'exists'>;
  remove(projectId: string, id: string): Promise<'removed' | 'gone'>;
  /** How many of a project's executions count towards its limits. A process that died may leave it too high for a day. */
  usage(projectId: string): Promise<{ readonly running: number; readonly stored: number }>;
}

/**
 * Who may run an execution, and end it: the holder of its current attempt, until the lease ends. Running
 * executions are due when their lease ends, or if they were never begun. One that was created already
 * claimed, from a message, is due only from its second attempt on: until then the queue delivers its message
 * again.
 */
export interface ExecutionAttempts extends DueRows<RowId> {
  /**
   * Claims the next attempt of a running execution, given as it was read, whose lease has ended. `leased`
   * while another attempt holds it; `ended` or `missing` if there is nothing to run.
   */
  claim(
    execution: Execution,
    now: Instant,
    leaseUntil: Instant,
  ): Promise<
    | { readonly kind: 'claimed'; readonly execution: Execution }
    | { readonly kind: 'leased'; readonly until: Instant }
    | { readonly kind: 'ended' | 'missing' }
  >;
  /** Writes the end, only for the attempt that holds the execution. */
  finish(execution: Execution): Promise<'stored' | 'stale'>;
  /**
   * Gives back an attempt that ran nothing: it no longer counts, and the next attempt may be claimed from
   * `until` on.
   */
  release(execution: Execution, until: Instant): Promise<'stored' | 'stale'>;
}

/** Finds executions whose message was lost before their second attempt, so that these end, too. */
export interface ExecutionReviews {
  /** About once an hour, those requested since the last review but not within the last hour; else undefined. */
  begin(now: Instant): Promise<ExecutionReview | undefined>;
  /** Records that what the review found is queued. */
  end(review: ExecutionReview): Promise<void>;
}

export interface ExecutionReview {
  readonly until: Instant;
  /** Running, and never due. */
  readonly lost: readonly RowId[];
}
