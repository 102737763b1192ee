import type { RequestListener } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import {
  contentOf,
  keystoneClient,
} from '../../../functions/identity/existing-keystone/client/keystone-client.ts';
import { tokenContent } from '../../../functions/identity/existing-keystone/client/token-content.ts';
import {
  keystoneServer,
  type KeystoneServer,
  servicePassword,
} from '../support/keystone-server.ts';

let keystone: KeystoneServer | undefined;
afterEach(() => keystone?.close());

/** A token whose text would be recognised in an error. */
const secretToken = 'gAAAA-a-secret-token';

async function arrange(misbehaves?: RequestListener) {
  keystone = await keystoneServer();
  const { authenticator, issued, tokens, state } = keystone;
  const identity = authenticator();
  await identity.byToken(issued());
  tokens.set(secretToken, keystone.token());
  state.misbehaves = misbehaves;
  return { ...keystone, ...identity };
}

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

const answering =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);

const content = (over: object) =>
  JSON.stringify({
    token: {
      user: { id: 'u1' },
      project: { id: 'p1' },
      roles: [],
      expires_at: '2027-01-01T00:00:00.000000Z',
      ...over,
    },
  });

const hostile: readonly (readonly [string, RequestListener])[] = [
  ['is not JSON', answering(200, `<html>${secretToken}</html>`)],
  ['is empty', answering(200)],
  ['is null', answering(200, 'null')],
  ['is a token without a user', answering(200, content({ user: undefined }))],
  ['has a project that is not an object', answering(200, content({ project: secretToken }))],
  ['has an id of another form', answering(200, content({ project: { id: '../x' } }))],
  ['has no expiry', answering(200, content({ expires_at: null }))],
  ['has an invalid expiry', answering(200, content({ expires_at: 'soon' }))],
  ['has roles without names', answering(200, content({ roles: [{ id: 'r' }] }))],
  ['is larger than 1 MB', answering(200, content({ filling: 'x'.repeat(1_100_000) }))],
  ['is truncated', (_, response) => void (response.write('{"token":'), response.destroy())],
  ['is a closed connection', (request) => void request.socket.destroy()],
  ['is a 500', answering(500, content({}))],
  ['is a 503', answering(503)],
  ['is a 429', answering(429, content({}), { 'retry-after': '1' })],
  ['is a 403', answering(403)],
  ['is a 204', answering(204)],
  ['is a redirect', answering(302, content({}), { location: '/v3/auth/tokens' })],
  ['is a permanent redirect', answering(308, content({}), { location: '/v3/auth/tokens' })],
];

describe('the error is `unavailable` and holds no secret if Keystone’s answer', () => {
  test.each(hostile)('to a token validation %s', async (_what, misbehaves) => {
    const { byToken, connection } = await arrange(misbehaves);
    const failure = await failureOf(byToken(secretToken));
    expect(failure).toMatchObject({ name: 'Fault', code: 'unavailable' });
    const told = inspect(failure, { depth: 9, showHidden: true });
    for (const secret of [secretToken, servicePassword, 'gAAAA', new URL(connection.url).host])
      expect(told).not.toContain(secret);
  });

  test.each(hostile.filter(([what]) => what !== 'is a 403'))(
    'to an application credential %s',
    async (_what, misbehaves) => {
      const { byApplicationCredential } = await arrange(misbehaves);
      const failure = await failureOf(byApplicationCredential('a1', 'the-secret'));
      expect(failure).toMatchObject({ name: 'Fault', code: 'unavailable' });
      expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('the-secret');
    },
  );

  test.each([
    ['brings no token', answering(201, content({}))],
    [
      'brings a token that fits no header',
      answering(201, content({}), { 'x-subject-token': 'a b' }),
    ],
    ['is a 409', answering(409)],
  ])('to a login of the service user %s', async (_what, misbehaves) => {
    const { authenticator, trustPort } = await arrange(misbehaves);
    for (const failure of [
      await failureOf(authenticator().byToken(secretToken)),
      await failureOf(trustPort().token('trust1')),
    ]) {
      expect(failure).toMatchObject({ code: 'unavailable' });
      expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(servicePassword);
    }
  });
});

test('a redirect is not followed, so no token is sent elsewhere', async () => {
  const other = await keystoneServer();
  try {
    const { byToken } = await arrange(
      answering(307, '', { location: `${other.connection.url}/auth/tokens` }),
    );
    await failureOf(byToken(secretToken));
    expect(other.asked).toEqual([]);
  } finally {
    other.close();
  }
});

test.each([
  ['a 5xx', answering(502)],
  ['a broken connection', ((request) => void request.socket.destroy()) satisfies RequestListener],
])('a token validation is retried once after %s', async (_what, wrong) => {
  const { byToken, state, tokens, times } = await arrange();
  let failures = 1;
  const sound = JSON.stringify({ token: tokens.get(secretToken) });
  state.misbehaves = (request, response) =>
    failures-- > 0 ? wrong(request, response) : void response.end(sound);
  expect(await byToken(secretToken)).toMatchObject({ userId: 'u1' });
  const before = times('GET /v3/auth/tokens');
  failures = 9;
  await failureOf(byToken('another'));
  expect(times('GET /v3/auth/tokens') - before).toBe(2);
});

test('a POST is not retried', async () => {
  const { byApplicationCredential, times } = await arrange(answering(500));
  const before = times('POST /v3/auth/tokens');
  await failureOf(byApplicationCredential('a1', 'secret'));
  expect(times('POST /v3/auth/tokens') - before).toBe(1);
});

test('an unreachable Keystone is unavailable', async () => {
  const { authenticator, close } = await arrange();
  close();
  await expect(authenticator().byToken(secretToken)).rejects.toMatchObject({
    code: 'unavailable',
    cause: { message: 'Keystone: not reached, ECONNREFUSED' },
  });
});

test.each([
  ['never answers', (() => undefined) satisfies RequestListener],
  [
    'sends only a first byte',
    ((_request, response) => void response.write('{')) satisfies RequestListener,
  ],
])('a Keystone that %s is given up after the timeout', async (_what, misbehaves) => {
  const { connection, state } = await arrange();
  state.misbehaves = misbehaves;
  const limits = { connectMilliseconds: 100, totalMilliseconds: 150, answerBytes: 100 };
  const started = performance.now();
  const failure = await failureOf(
    keystoneClient(
      connection.url,
      limits,
    )({ method: 'GET', path: '/auth/tokens', statuses: [200] }).then((answer) =>
      contentOf(answer, tokenContent),
    ),
  );
  expect(performance.now() - started).toBeLessThan(2000);
  expect(failure).toMatchObject({ code: 'unavailable' });
});
