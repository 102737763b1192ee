import type { Invocation } from '../../functions/contract/envelope.ts';
import type { FunctionRunner } from '../../functions/engine/lambda-ports.ts';
import type { RunOutcome } from '../../functions/engine/core/executions/run-outcome.ts';

type Ask = Omit<Invocation, 'input'> & {
  readonly inputJson: string;
  /** Lambda's number of the requested version. */
  readonly qualifier: string | undefined;
};

/** Answers every run as the test says, and remembers what was asked. */
export function memoryFunctionRunner(
  answer: (ask: Ask) => RunOutcome | Promise<RunOutcome> = returning('null'),
): FunctionRunner & { readonly asked: readonly Ask[] } {
  const asked: Ask[] = [];
  return {
    asked,
    async run(functionId, qualifier, invocation, inputJson) {
      if (functionId !== invocation.function_id) throw new Error('asked for two functions at once');
      const ask = { ...invocation, inputJson, qualifier };
      asked.push(ask);
      return answer(ask);
    },
  };
}

/** A function whose output is always this JSON text. */
export const returning =
  (output: string, log = '') =>
  ({ execution_id }: Ask): RunOutcome => ({
    kind: 'answered',
    envelope: { v: 1, execution_id, status: 'success', output, duration: 0.084, log },
  });
