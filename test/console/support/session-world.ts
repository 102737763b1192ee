import { sessionApp } from '../../../functions/console/http/session-app.ts';
import { ownSessions } from '../../../functions/identity/app/sessions.ts';
import { tokenVerifier } from '../../../functions/identity/app/verify-token.ts';
import { keystoneSessions } from '../../../functions/identity/existing-keystone/client/keystone-sessions.ts';
import { identityApp } from '../../../functions/identity/http/app.ts';
import type { Sessions } from '../../../functions/identity/session-ports.ts';
import { identityClient } from '../../identity/support/identity-client.ts';
import { devstackWorld, type IdentityWorld, idOf } from '../../identity/support/identity-world.ts';
import { serveApp } from './serve-app.ts';

export const ownRequest = { 'x-taibai-console': '1', 'sec-fetch-site': 'same-origin' };

const own = (world: IdentityWorld): Sessions =>
  ownSessions({ ...world.ports, verifyToken: tokenVerifier(world.ports, 0) });

/** What is known of the cookies of an answer: their names and values, and how they are set. */
export function cookiesOf(response: Response) {
  const set = response.headers.getSetCookie();
  const values = Object.fromEntries(
    set.map((line) => {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      return [name, decodeURIComponent(value)];
    }),
  );
  const kept = Object.entries(values).filter(([, value]) => value !== '');
  return { set, values, header: kept.map(([name, value]) => `${name}=${value}`).join('; ') };
}

/**
 * `/taibai/v1/session` over users `demo` (in `demo` and `shop`), `admin`, and `loner`, who has no project. An
 * existing Keystone is played by our own identity API behind HTTP.
 */
export async function sessionWorld(kind: 'own' | 'existing') {
  const world = await devstackWorld();
  await world.project('shop');
  await world.assign('demo', 'shop', 'reader');
  await world.user('loner');
  const keystone = kind === 'own' ? undefined : await serveApp(identityApp(world.ports));
  const sessions = keystone ? keystoneSessions(`${keystone.url}/identity/v3`) : own(world);
  const app = sessionApp({
    ...world.ports,
    sessions,
    settings: {
      publicUrl: 'https://cloud.example',
      eventStorage: true,
      metrics: false,
      ownIdentity: kind === 'own',
    },
  });
  const send = async (
    method: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const response = await app.request('/taibai/v1/session', {
      method,
      headers: {
        ...ownRequest,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      response,
      json: text === '' ? undefined : JSON.parse(text),
      cookies: cookiesOf(response),
    };
  };
  const signIn = (user = 'demo', more: object = {}) =>
    send('POST', { user, password: `${user}-password`, ...more });
  return {
    ...world,
    app,
    identity: identityClient(world.ports),
    send,
    signIn,
    idOf,
    close: () => keystone?.close(),
  };
}
