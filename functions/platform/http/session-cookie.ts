import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';

/**
 * The cookies of the console's session, with the prefix `__Host-`: the token for the project, and the token that it
 * came from. A page's script cannot read them.
 */
export type SessionCookie = 'taibai' | 'taibai-root';

/**
 * A cookie of the console's session. It counts only in the console's own requests: a page of another origin can
 * make a browser send cookies, but no header of its own, without a preflight that no API here answers.
 */
export const sessionCookie = (context: Context, name: SessionCookie): string | undefined =>
  isOwnRequest(context) ? getCookie(context, name, 'host') || undefined : undefined;

/** Browsers that say where a request comes from must say that it is the console's origin. */
const isOwnRequest = ({ req }: Context): boolean =>
  req.header('x-taibai-console') === '1' &&
  [undefined, 'same-origin'].includes(req.header('sec-fetch-site'));
