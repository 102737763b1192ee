import * as z from 'zod/mini';
import { Fault } from '../../../platform/core/fault.ts';
import { type Answer, exchange } from '../../../platform/node/exchange.ts';

export interface KeystoneRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Relative to the URL of the v3 API. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** The statuses that the caller handles; any other counts as an outage. */
  readonly statuses: readonly number[];
}

/** Sends a request to Keystone. Throws `unavailable` if there is no answer that the caller handles. */
export type SendToKeystone = (request: KeystoneRequest) => Promise<Answer>;

const defaultLimits = {
  connectMilliseconds: 2000,
  /** Covers connecting, a retry and reading the answer. */
  totalMilliseconds: 5000,
  answerBytes: 1_000_000,
};

/** Does not follow redirects. Retries a GET once after a broken connection or a 5xx. */
export function keystoneClient(url: string, limits = defaultLimits): SendToKeystone {
  const base = url.replace(/\/+$/, '');
  return async ({ method, path, headers, json, statuses }) => {
    const call = {
      method,
      url: new URL(`${base}${path}`),
      addresses: undefined,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: json === undefined ? '' : JSON.stringify(json),
      ...limits,
      signal: AbortSignal.timeout(limits.totalMilliseconds),
    };
    const answer = await withRetries(call, method === 'GET' ? 1 : 0).catch((error: unknown) => {
      throw unavailable(call.signal.aborted ? 'no answer in time' : `not reached${codeOf(error)}`);
    });
    if (!statuses.includes(answer.status)) throw unavailable(`it answered ${answer.status}`);
    return answer;
  };
}

async function withRetries(call: Parameters<typeof exchange>[0], retries: number): Promise<Answer> {
  const answer = await exchange(call).catch((error: unknown) => {
    if (retries === 0) throw error;
  });
  if (answer && (retries === 0 || answer.status < 500)) return answer;
  return withRetries(call, retries - 1);
}

/** Node's error code, which reveals nothing of the request. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? `, ${String(error.code)}` : '';

/** Parses an answer. An answer of another form is not quoted in the error, because it may hold a token. */
export function contentOf<Content>(answer: Answer, schema: z.core.$ZodType<Content>): Content {
  const { success, data } = z.safeParse(schema, jsonOf(answer.text));
  if (!success) throw unavailable('its answer cannot be read');
  return data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An outage. The reason goes to the log, so it must quote neither Keystone nor a user. */
export const unavailable = (reason: string): Fault =>
  new Fault('unavailable', 'The identity service is unavailable.', {
    cause: new Error(`Keystone: ${reason}`),
  });
