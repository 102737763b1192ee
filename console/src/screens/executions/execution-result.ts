import * as z from 'zod';

const shape = z.object({ output: z.unknown(), duration: z.number().optional().catch(undefined) });

export interface ExecutionResult {
  /** JSON text, or the text that the function returned or that says why it failed. */
  readonly output: string;
  readonly milliseconds: number | undefined;
}

/** What an execution's result says: its output, and how long the code ran. */
export function readResult(result: string): ExecutionResult {
  try {
    const { output, duration } = shape.parse(JSON.parse(result));
    const text = typeof output === 'string' ? output : (JSON.stringify(output) ?? 'null');
    return {
      output: text,
      milliseconds: duration === undefined ? undefined : duration * 1_000,
    };
  } catch {
    return { output: result, milliseconds: undefined };
  }
}
