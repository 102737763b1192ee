import {
  answeredEnd,
  errorEnd,
  type ExecutionEnd,
  failedEnd,
  outOfResources,
  timedOut,
  withLine,
} from '../../core/executions/execution-end.ts';
import { maximumAttempts, retryStartAt } from '../../core/executions/execution-schedule.ts';
import type { Execution } from '../../core/executions/execution.ts';
import { type Instant, millisecondsOf } from '../../../platform/core/instant.ts';
import type { Ports, RunPorts } from '../../ports.ts';
import type { RunOutcome } from '../../core/executions/run-outcome.ts';
import { endExecution } from './end-execution.ts';
import { isGivenUp } from './patience.ts';
import { functionToken } from './function-token.ts';
import type { ReadyCode } from './readiness.ts';
import type { FunctionToken } from '../../secret-ports.ts';

export type Ran =
  | { readonly kind: 'ended' }
  /** Another attempt holds it, or it cannot start yet: to be tried again then. */
  | { readonly kind: 'later'; readonly at: Instant };

/** Runs the attempt that holds `execution`, and writes its end. */
export async function runClaimed(
  ports: RunPorts,
  execution: Execution,
  code: ReadyCode,
): Promise<Ran> {
  const { attempts, clock, executionCounts, log } = ports;
  if (execution.attempt > maximumAttempts) {
    log.error('execution given up', { ...named(execution), attempt: execution.attempt });
    await endExecution(ports, execution, errorEnd());
    return { kind: 'ended' };
  }
  const begunAt = clock.now();
  const { outcome, identity } = await invokeOrRelease(ports, execution, code);
  const now = clock.now();
  if (outcome.kind !== 'answered')
    log.warn('function gave no answer', { ...named(execution), outcome });
  if (outcome.kind === 'not-begun' && !(await isGivenUp(ports, execution))) {
    const at = retryStartAt(execution.createdAt, now);
    await attempts.release(execution, at);
    return { kind: 'later', at };
  }
  const seconds = Math.max(0, millisecondsOf(now) - millisecondsOf(begunAt)) / 1000;
  const end = withTokenLine(endOf(execution.id, outcome, seconds), identity);
  const stored = await endExecution(ports, execution, end);
  if (stored === 'stored') log.info('execution ended', { ...named(execution), status: end.status });
  if (stored === 'stored' && end.log !== null) await executionCounts.add(code.counted);
  return { kind: 'ended' };
}

/** How the log names an execution, with the event that it follows from. */
const named = ({ id, projectId, cause }: Execution) => ({
  executionId: id,
  projectId,
  ...(cause && { cause }),
});

/** If it throws, the function has not begun. The attempt is given back, so that an outage does not use up all attempts. */
async function invokeOrRelease(
  ports: RunPorts,
  execution: Execution,
  code: ReadyCode,
): Promise<Invoked> {
  try {
    return await invoke(ports, execution, code);
  } catch (error) {
    const { attempts, clock } = ports;
    await attempts.release(execution, retryStartAt(execution.createdAt, clock.now()));
    throw error;
  }
}

interface Invoked {
  readonly outcome: RunOutcome;
  readonly identity: FunctionToken | undefined;
}

async function invoke(
  ports: Pick<Ports, 'functionTokens' | 'payloads' | 'runner'>,
  execution: Execution,
  code: ReadyCode,
): Promise<Invoked> {
  const { functionId, qualifier, timeoutSeconds } = code;
  const { id, projectId, input, positional, hops } = execution;
  const [text, identity] = await Promise.all([
    input && ports.payloads.load(input),
    functionToken(ports, code),
  ]);
  const outcome = await ports.runner.run(
    functionId,
    qualifier,
    {
      v: 1,
      execution_id: id,
      function_id: functionId,
      project_id: projectId,
      positional,
      timeout_seconds: timeoutSeconds,
      ...(hops !== undefined && { hops }),
      ...(identity &&
        'token' in identity && { os_token: identity.token, os_auth_url: identity.authUrl }),
    },
    text === null ? 'null' : positional ? JSON.stringify(text) : text,
  );
  return { outcome, identity };
}

const withTokenLine = (end: ExecutionEnd, identity: FunctionToken | undefined): ExecutionEnd =>
  identity && 'refused' in identity ? withLine(end, `No token: ${identity.refused}`) : end;

const endedTexts = {
  'time-out': timedOut,
  'out-of-memory': outOfResources,
  crash: "Function execution failed: the function's environment ended.",
} as const;

function endOf(executionId: string, outcome: RunOutcome, seconds: number): ExecutionEnd {
  const unreadable = 'Function execution failed: its answer could not be read.';
  switch (outcome.kind) {
    case 'answered':
      return (
        answeredEnd(executionId, outcome.envelope) ?? failedEnd(executionId, unreadable, seconds)
      );
    case 'unreadable':
      return failedEnd(executionId, unreadable, seconds);
    case 'ended':
      return failedEnd(executionId, endedTexts[outcome.reason], seconds);
    case 'refused':
      return errorEnd(outcome.detail);
    case 'not-begun':
      return errorEnd('There was no room for it in time.');
    case 'lost':
  }
  return errorEnd();
}
