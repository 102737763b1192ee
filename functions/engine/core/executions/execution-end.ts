import type { ExecutionStatus } from './execution.ts';
import { dumps, floatRepr, loads } from '../../../platform/core/python-json.ts';

/** How an execution ends, before its texts are stored. */
export interface ExecutionEnd {
  readonly status: Exclude<ExecutionStatus, 'running' | 'cancelled'>;
  /** JSON text as the API shows it. */
  readonly result: string;
  readonly log: string | null;
  /** The environment that answered. */
  readonly environment?: string;
}

/** Qinling's words (`qinling/engine/utils.py`, `runtimes/python3/server.py`). */
export const timedOut = 'Function execution timeout.';
export const outOfResources = 'Function execution failed because of too much resource consumption';
const couldNotRun = 'Function execution failed.';

/** The end of a run that answered; undefined if `output` is not JSON. */
export function answeredEnd(
  executionId: string,
  answer: {
    readonly status: 'success' | 'failed';
    readonly output: string;
    readonly duration: number;
    readonly log: string;
    readonly environment?: string | undefined;
  },
): ExecutionEnd | undefined {
  const output = asPythonWrites(answer.output);
  if (output === undefined) return undefined;
  return {
    status: answer.status,
    result: `{"output": ${output}, "duration": ${floatRepr(answer.duration)}}`,
    log: framedLog(executionId, answer.log),
    ...(answer.environment !== undefined && { environment: answer.environment }),
  };
}

/** The end of a run that could not report its own result. */
export function failedEnd(
  executionId: string,
  output: string,
  durationSeconds: number,
): ExecutionEnd {
  return {
    status: 'failed',
    result: `{"output": ${dumps(output)}, "duration": ${floatRepr(durationSeconds)}}`,
    log: framedLog(executionId, ''),
  };
}

/** The end with a line of ours before what the function wrote. */
export const withLine = (end: ExecutionEnd, line: string): ExecutionEnd =>
  end.log === null ? end : { ...end, log: end.log.replace('\n', () => `\n${line}\n`) };

/** The end of an execution that Taibai could not run. `why` is for its owner. */
export const errorEnd = (why?: string): ExecutionEnd => ({
  status: 'error',
  result: `{"output": ${dumps(why ? `${couldNotRun} ${why}` : couldNotRun)}}`,
  log: null,
});

function framedLog(executionId: string, log: string): string {
  const body = log === '' || log.endsWith('\n') ? log : `${log}\n`;
  return `Start execution: ${executionId}\n${body}Finished execution: ${executionId}\n`;
}

function asPythonWrites(json: string): string | undefined {
  try {
    return dumps(loads(json));
  } catch {
    return undefined; // not JSON, or nested too deeply
  }
}
