import type { FunctionTarget } from './function.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { Payload } from '../../platform/core/payload.ts';

/** `failed`: the user's code raised or timed out. `error`: Taibai could not run it. */
export type ExecutionStatus = 'running' | 'success' | 'failed' | 'error' | 'cancelled';

/** What a run left behind: the output is JSON text, as the user's code returned it. */
export interface ExecutionResult {
  readonly output: string;
  readonly durationSeconds: number;
}

/**
 * One run of a function. `attempt` and `leaseUntil` say who may finish it: an executor claims the next
 * attempt, and only that attempt may write the end.
 */
export interface Execution extends FunctionTarget {
  readonly id: string;
  readonly projectId: string;
  readonly description: string | null;
  readonly status: ExecutionStatus;
  readonly sync: boolean;
  /** JSON text of the keyword arguments, or the raw text of a positional one; null for none. */
  readonly input: Payload | null;
  /** Whether `input` is handed over as one positional argument. */
  readonly positional: boolean;
  /** JSON text `{"output": …, "duration": …}`, as the API shows it. */
  readonly result: Payload | null;
  readonly log: Payload | null;
  /** Webhooks that functions called one after the other until this was asked for; none if absent. */
  readonly hops?: number;
  /** The environment of Lambda's that it ran in; known once it has answered. */
  readonly environment?: string;
  readonly attempt: number;
  readonly leaseUntil: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
}
