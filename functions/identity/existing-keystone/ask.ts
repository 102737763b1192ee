import type { z } from 'zod';
import { Fault } from '../../platform/core/fault.ts';
import { type Answer, exchange } from '../../platform/node/exchange.ts';

export interface Question {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the URL of the v3 API. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** The statuses that mean something here; any other is an outage. */
  readonly statuses: readonly number[];
}

export type Ask = (question: Question) => Promise<Answer>;

const usualLimits = {
  connectMilliseconds: 2000,
  /** For everything: connecting, asking a second time, and reading the answer. */
  totalMilliseconds: 5000,
  answerBytes: 1_000_000,
};

/**
 * Asks Keystone, and follows it nowhere else. A GET that meets a broken connection or a 5xx is asked once
 * more. Throws `unavailable` for all that is no answer.
 */
export function keystoneAsk(url: string, limits = usualLimits): Ask {
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
    const answer = await persistently(call, method === 'GET' ? 1 : 0).catch((error: unknown) => {
      throw unavailable(call.signal.aborted ? 'no answer in time' : `not reached${codeOf(error)}`);
    });
    if (!statuses.includes(answer.status)) throw unavailable(`it answered ${answer.status}`);
    return answer;
  };
}

async function persistently(call: Parameters<typeof exchange>[0], more: number): Promise<Answer> {
  const answer = await exchange(call).catch((error: unknown) => {
    if (more === 0) throw error;
  });
  if (answer && (more === 0 || answer.status < 500)) return answer;
  return persistently(call, more - 1);
}

/** Node's code says enough, and nothing of the request. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? `, ${String(error.code)}` : '';

/** What Keystone said. Nothing of an answer of another form gets into the error: it may hold a token. */
export function contentOf<Content>(answer: Answer, schema: z.ZodType<Content>): Content {
  const { success, data } = schema.safeParse(jsonOf(answer.text));
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

/** An outage: the reason is for the log, and holds nothing that Keystone or a user said. */
export const unavailable = (reason: string): Fault =>
  new Fault('unavailable', 'The identity service is unavailable.', {
    cause: new Error(`Keystone: ${reason}`),
  });
