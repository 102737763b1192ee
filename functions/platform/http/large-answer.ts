import { createMiddleware } from 'hono/factory';
import type { PlatformPorts } from '../ports.ts';
import type { Authenticated } from './authenticate.ts';

/** Lambda answers with 6 MB at most, envelope included; the text is escaped once more on its way. */
export const maximumAnswerBytes = 5 * 1024 * 1024;

/**
 * Stores an answer to a GET that is too large for a Lambda and sends the client to it. The clients
 * follow a redirect with the method they used, so only GETs can be redirected to an object.
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

/** Bytes of a text inside the JSON of a Lambda's answer, where quotes and line ends take two. */
export const escapedBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text));
