import type { Execution } from '../../core/execution.ts';
import type { ExecutionInput } from '../../core/execution-input.ts';
import type { FunctionTarget } from '../../core/function.ts';
import type { Ports } from '../../ports.ts';
import type { PayloadStore } from '../../../platform/ports.ts';

/** What recording needs: of the payloads only to store them. */
export type Recording = Pick<Ports, 'executions' | 'clock' | 'ids'> & {
  readonly payloads: Pick<PayloadStore, 'store'>;
};

/** Records an execution that has been asked for. From here on it ends, whatever happens to who recorded it. */
export async function recordExecution(
  { executions, payloads, clock, ids }: Recording,
  asked: FunctionTarget & {
    readonly projectId: string;
    readonly description: string | null;
    readonly sync: boolean;
    readonly input: ExecutionInput;
    readonly hops?: number;
  },
): Promise<Execution> {
  const { input, ...rest } = asked;
  const id = ids.random();
  const execution: Execution = {
    ...rest,
    id,
    status: 'running',
    input:
      input.text === null
        ? null
        : await payloads.store(`executions/${asked.projectId}/${id}/input`, input.text),
    positional: input.positional,
    result: null,
    log: null,
    attempt: 0,
    leaseUntil: null,
    createdAt: clock.now(),
    updatedAt: null,
  };
  await executions.create(execution);
  return execution;
}
