import * as z from 'zod/mini';
import type { RunOutcome } from '../core/executions/run-outcome.ts';

const lambdaError = z.object({
  errorMessage: z.prefault(z.string(), ''),
  errorType: z.prefault(z.string(), ''),
});

/** Reads the error that Lambda reports when a function ended before our handler answered. */
export function functionError(text: string): RunOutcome {
  const read = lambdaError.safeParse(parsed(text));
  const { errorMessage = '', errorType = '' } = read.success ? read.data : {};
  if (lacksOurHandler(errorType, errorMessage)) return { kind: 'refused', detail: foreignImage };
  const detail = [errorType, errorMessage].filter(Boolean).join(': ').slice(0, 500);
  return { kind: 'ended', reason: reasonOf(errorType, errorMessage), detail };
}

const foreignImage =
  "Its image is not built on Taibai's base image (docker/function-base.Dockerfile).";

/** Whether Lambda found no handler of ours to call. Only an image can lack it. */
const lacksOurHandler = (errorType: string, errorMessage: string): boolean =>
  errorType === 'Runtime.InvalidEntrypoint' ||
  (errorType === 'Runtime.ImportModuleError' && errorMessage.includes("'taibai_runtime"));

function reasonOf(errorType: string, errorMessage: string) {
  if (errorType === 'Sandbox.Timedout' || /Task timed out after/.test(errorMessage))
    return 'time-out';
  return errorType === 'Runtime.OutOfMemory' || /signal: killed/.test(errorMessage)
    ? 'out-of-memory'
    : 'crash';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
