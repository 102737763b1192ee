import type * as z from 'zod';
import { ApiError } from './api-error.ts';
import { refusalText } from './refusal-text.ts';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON, unless it is a form, or a blob: that is sent as it is, under its type. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a 401 is about a password in the body, and says nothing of the session. */
  readonly hasPassword?: boolean;
}

const sessionEnds = new Set<() => void>();

/** Calls the listener whenever the API no longer knows the session. Returns how to stop it. */
export function onSessionEnd(listener: () => void): () => void {
  sessionEnds.add(listener);
  return () => sessionEnds.delete(listener);
}

const isWritten = (body: unknown): body is FormData | Blob =>
  body instanceof FormData || body instanceof Blob;

async function send(path: string, { method = 'GET', body, signal, headers }: Call) {
  const json = body !== undefined && !isWritten(body);
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      // Answers over 5 MB lie in object storage, another origin, which this page may not read.
      redirect: 'manual',
      // A request from another origin cannot carry this header without asking first.
      headers: {
        accept: 'application/json',
        'x-taibai-console': '1',
        ...(json && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isWritten(body) ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'Taibai cannot be reached.');
  }
}

/**
 * The answer of an API of the deployment, with the session's cookie.
 *
 * @throws {ApiError} if it refuses or cannot be reached
 */
export async function request(path: string, call: Call = {}): Promise<Response> {
  const response = await send(path, call);
  if (response.ok) return response;
  if (response.type === 'opaqueredirect')
    throw new ApiError(302, 'The answer is larger than 5 MB.');
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const said = refusalText(await response.text());
  if (response.status === 401 && !call.hasPassword) for (const listener of sessionEnds) listener();
  throw new ApiError(
    response.status,
    said ?? `Taibai answered with status ${response.status}.`,
    Number.isFinite(seconds) ? seconds : undefined,
  );
}

/** The JSON of an answer, checked against what this console expects of it. */
export async function requestJson<T>(path: string, schema: z.ZodType<T>, call: Call = {}) {
  const response = await request(path, call);
  return schema.parse(await response.json());
}
