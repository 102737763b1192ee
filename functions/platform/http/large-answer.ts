import { createMiddleware } from 'hono/factory';
import type { PlatformPorts } from '../ports.ts';
import type { Authenticated } from './authenticate.ts';

/** A Lambda's answer is 6 MB at most, including its envelope, in which the text is escaped once more. */
export const maximumAnswerBytes = 5 * 1024 * 1024;

/**
 * Stores an answer to a GET that is too large for a Lambda, and redirects the client to it. The clients
 * follow redirects with the method they used, so only a GET can be redirected to an object.
 */
export const redirectLargeAnswers = ({ ids, payloads }: Pick<PlatformPorts, 'ids' | 'payloads'>) =>
  createMiddleware<Authenticated>(async (context, next) => {
    await next();
    const contentType = context.res.headers.get('content-type') ?? '';
    if (context.req.method !== 'GET' || !/^(application\/json|text\/)/.test(contentType)) return;
    const text = await context.res.clone().text();
    if (escapedBytes(text) <= maximumAnswerBytes) return;
    const owner = `answers/${context.get('caller').projectId}/${ids.random()}`;
    const location = await payloads.link(owner, text, contentType);
    context.res = undefined;
    context.res = context.json({ location }, 302, { location });
  });

/** Bytes of a text as a JSON string in a Lambda's answer, where quotes and line ends take two. */
export const escapedBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text));
