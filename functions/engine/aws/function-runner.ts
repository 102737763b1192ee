import {
  InvokeCommand,
  type InvokeCommandOutput,
  LambdaClient,
  type LambdaClientConfig,
  LambdaServiceException,
} from '@aws-sdk/client-lambda';
import {
  envelope,
  type Invocation,
  maximumAnswerBytes,
  maximumInvocationBytes,
} from '../../contract/envelope.ts';
import { timeoutMarginSeconds, userFunctionName } from '../../contract/user-function.ts';
import type { FunctionRunner } from '../lambda-ports.ts';
import type { RunOutcome } from '../core/executions/run-outcome.ts';
import { functionError } from './function-error.ts';
import { meaningOf } from './invoke-exceptions.ts';

/** What a cold start may add to the function's own time: ten seconds in Lambda, plus the network. */
const longestColdStartSeconds = 15;
const connectMilliseconds = 3000;

/**
 * A client for invocations only. It never retries, because the user's code may have run although the
 * connection was lost before the answer came.
 */
export const invokingClient = (settings: Pick<LambdaClientConfig, 'endpoint'> = {}): LambdaClient =>
  new LambdaClient({
    ...settings,
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: connectMilliseconds,
      requestTimeout: 0,
      httpAgent: { maxSockets: 64 },
      httpsAgent: { maxSockets: 64 },
    },
  });

export const lambdaFunctionRunner = (
  client: LambdaClient,
  namePrefix: string,
  coldStartSeconds = longestColdStartSeconds,
): FunctionRunner => ({
  async run(functionId, qualifier, invocation, inputJson) {
    const payload = Buffer.from(requestText(invocation, inputJson));
    if (payload.byteLength > maximumInvocationBytes)
      return { kind: 'refused', detail: tooLarge(payload.byteLength) };
    const seconds = invocation.timeout_seconds + timeoutMarginSeconds + coldStartSeconds;
    const abortSignal = AbortSignal.timeout(Math.ceil(seconds * 1000));
    try {
      const answer = await client.send(
        new InvokeCommand({
          FunctionName: userFunctionName(namePrefix, functionId),
          Payload: payload,
          ...(qualifier !== undefined && { Qualifier: qualifier }),
        }),
        { abortSignal },
      );
      return outcomeOf(answer, invocation.execution_id);
    } catch (error) {
      return failureOf(error);
    }
  },
});

/** The invocation as JSON text, with the input's text unparsed: parsing would change its numbers. */
function requestText(invocation: Omit<Invocation, 'input'>, inputJson: string): string {
  const rest = JSON.stringify(invocation).slice(1);
  return `{"input":${strictJson(inputJson)},${rest}`;
}

/** Python writes a number that overflows as `Infinity`, which Lambda rejects as invalid JSON. */
const strictJson = (text: string): string =>
  /Infinity|NaN/.test(text)
    ? text.replace(/"(?:[^"\\]|\\.)*"|Infinity|NaN/g, (token) =>
        token === 'Infinity' ? '1e999' : token === 'NaN' ? 'null' : token,
      )
    : text;

function outcomeOf(answer: InvokeCommandOutput, executionId: string): RunOutcome {
  const bytes = answer.Payload?.byteLength ?? 0;
  if (bytes > maximumAnswerBytes)
    return { kind: 'unreadable', detail: `an answer of ${bytes} bytes` };
  const text = Buffer.from(answer.Payload ?? []).toString('utf-8');
  if (answer.FunctionError !== undefined) return functionError(text);
  const read = envelope.safeParse(parsed(text));
  if (!read.success) return { kind: 'unreadable', detail: 'the answer is no envelope' };
  if (read.data.execution_id !== executionId)
    return { kind: 'unreadable', detail: "the answer is another execution's" };
  return { kind: 'answered', envelope: read.data };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The system calls that come before anything is sent. */
const connecting = new Set(['connect', 'getaddrinfo']);
/** The client's own time-out of a connection, which has the name of other time-outs. */
const notConnected = 'did not establish a connection';

function failureOf(error: unknown): RunOutcome {
  const { name, message, unsent } = described(error);
  const detail = `${name}: ${message}`;
  if (error instanceof LambdaServiceException) {
    const kind = meaningOf(name, error.$fault);
    if (kind === 'ours') throw error;
    return { kind, detail: kind === 'refused' ? message : detail };
  }
  return unsent ? { kind: 'not-begun', detail } : { kind: 'lost', detail };
}

function described(error: unknown) {
  if (!(error instanceof Error)) throw error;
  const syscall = 'syscall' in error ? String(error.syscall) : '';
  // Node reports several addresses, none of which could be connected to, as one `AggregateError`.
  const unsent =
    connecting.has(syscall) ||
    error instanceof AggregateError ||
    error.message.includes(notConnected);
  return { name: error.name, message: error.message, unsent };
}

const tooLarge = (bytes: number): string =>
  `The input is too large: ${bytes} bytes with what goes along, a function can take ${maximumInvocationBytes}.`;
