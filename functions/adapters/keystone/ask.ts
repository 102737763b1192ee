import { Fault } from '../../core/fault.ts';

/** In all, for an answer. */
const milliseconds = 5000;
/** A token's body with a large catalog has some 100 kB. */
const largestAnswerBytes = 1_000_000;

export interface KeystoneRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

export interface KeystoneAnswer {
  readonly status: number;
  /** The token that was issued. */
  readonly subjectToken: string | undefined;
  /** Undefined where it is no JSON. */
  readonly json: unknown;
}

/**
 * Asks Keystone once. What is no answer of a Keystone that works (none in time, too much, a redirect,
 * which nobody follows with a token in his hands, a 429 or 5xx) is a `Fault` `unavailable`.
 */
export async function askKeystone({
  method,
  url,
  headers = {},
  body,
}: KeystoneRequest): Promise<KeystoneAnswer> {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...headers, ...(body && jsonType) },
      redirect: 'manual',
      signal: AbortSignal.timeout(milliseconds),
      ...(body && { body: JSON.stringify(body) }),
    });
    text = await textOf(answer);
  } catch (cause) {
    throw new Fault('unavailable', 'The identity service does not answer.', { cause });
  }
  const { status } = answer;
  if (status === 429 || status >= 500 || (status >= 300 && status < 400))
    throw new Fault('unavailable', `The identity service answers ${status}.`);
  return {
    status,
    subjectToken: answer.headers.get('x-subject-token') ?? undefined,
    json: jsonOf(text),
  };
}

const jsonType = { 'content-type': 'application/json' };

async function textOf({ body }: Response): Promise<string> {
  if (!body) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > largestAnswerBytes) throw new Error('the answer is too large');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
