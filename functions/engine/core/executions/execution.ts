import type { FunctionTarget } from '../functions/function.ts';
import type { Cause } from '../../../contract/message.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import type { Payload } from '../../../platform/core/payload.ts';

/** `failed`: the user's code raised or timed out. `error`: Taibai could not run it. */
export type ExecutionStatus = 'running' | 'success' | 'failed' | 'error' | 'cancelled';

/**
 * One run of a function. `attempt` and `leaseUntil` control who may finish it: an executor claims the
 * next attempt, and only that attempt may write the end. The id begins with the time of the request, so ids
 * sort by it.
 */
export interface Execution extends FunctionTarget {
  readonly id: string;
  readonly projectId: string;
  readonly description: string | null;
  readonly status: ExecutionStatus;
  readonly sync: boolean;
  /** JSON text of the keyword arguments, or the raw text of the one positional argument; null for none. */
  readonly input: Payload | null;
  /** Whether `input` is passed as one positional argument. */
  readonly positional: boolean;
  /** JSON text `{"output": …, "duration": …}`, as the API shows it. */
  readonly result: Payload | null;
  readonly log: Payload | null;
  /** Whether it counts towards the project's limits: users and other projects' alarms are held to them, own alarms and jobs are not. */
  readonly counted?: true;
  /** What it follows from, if an alarm asked for it through a webhook. */
  readonly cause?: Cause;
  /** How many webhooks functions called in a chain that led to this execution; 0 if absent. */
  readonly hops?: number;
  /** The Lambda environment it ran in; known once it has answered. */
  readonly environment?: string;
  readonly attempt: number;
  readonly leaseUntil: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
}

/** An execution without its texts, which may be large: what lists read. */
export type ExecutionSummary = Omit<Execution, 'input' | 'log' | 'result'>;

/** What is known of an execution when it is requested. */
export type RequestedExecution = Pick<
  Execution,
  | 'cause'
  | 'counted'
  | 'createdAt'
  | 'description'
  | 'functionAlias'
  | 'functionId'
  | 'functionVersion'
  | 'hops'
  | 'id'
  | 'input'
  | 'positional'
  | 'projectId'
  | 'sync'
>;

/** An execution that no attempt has been made of. */
export const newExecution = (requested: RequestedExecution): Execution => ({
  ...requested,
  status: 'running',
  result: null,
  log: null,
  attempt: 0,
  leaseUntil: null,
  updatedAt: null,
});
