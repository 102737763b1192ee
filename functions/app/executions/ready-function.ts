import { isOutOfPatience } from '../../core/execution-schedule.ts';
import type { Execution } from '../../core/execution.ts';
import type { QinlingFunction } from '../../core/function.ts';
import type { Ports } from '../../ports.ts';

export type Readiness =
  | { readonly kind: 'ready'; readonly fn: QinlingFunction }
  /** Lambda does not run the newest revision yet. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'hopeless'; readonly why: string };

/**
 * Whether an execution can begin. Never with older code than its function's row names: what the API
 * has accepted is what runs.
 */
export async function readyFunction(
  { functions, clock }: Pick<Ports, 'functions' | 'clock'>,
  execution: Execution,
): Promise<Readiness> {
  const { projectId, functionId, functionVersion } = execution;
  if (functionId === null) return { kind: 'hopeless', why: 'It names no function.' };
  if (functionVersion !== null && functionVersion > 0)
    return { kind: 'hopeless', why: `Version ${functionVersion} of the function cannot run.` };
  // An administrator runs other projects' functions in executions of his own.
  const fn = (await functions.get(projectId, functionId)) ?? (await functions.find(functionId));
  if (!fn) return { kind: 'hopeless', why: `Function ${functionId} does not exist.` };
  if (fn.revision !== fn.appliedRevision)
    return isOutOfPatience(execution.createdAt, clock.now())
      ? { kind: 'hopeless', why: `Function ${functionId} was not ready in time.` }
      : { kind: 'pending' };
  if (fn.applyError !== null) return { kind: 'hopeless', why: fn.applyError };
  return { kind: 'ready', fn };
}
