import { type Execution, newExecution } from '../../core/executions/execution.ts';
import type { ExecutionInput } from '../../core/executions/execution-input.ts';
import type { FunctionTarget } from '../../core/functions/function.ts';
import type { Ports } from '../../ports.ts';
import type { PayloadStore } from '../../../platform/ports.ts';

export type Recording = Pick<Ports, 'clock' | 'executions' | 'ids'> & {
  readonly payloads: Pick<PayloadStore, 'store'>;
};

/** Records an execution that a user requests. Once recorded it will run and end, even if this process dies. */
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
  const createdAt = clock.now();
  const id = ids.ordered(createdAt);
  const execution = newExecution({
    ...rest,
    id,
    input:
      input.text === null
        ? null
        : await payloads.store(`executions/${asked.projectId}/${id}/input`, input.text),
    positional: input.positional,
    counted: true,
    createdAt,
  });
  await executions.create(execution);
  return execution;
}
