import { afterEach, describe, expect, test } from 'vitest';
import { after } from '../../../functions/platform/core/instant.ts';
import { aRole, keystoneServer, type KeystoneServer } from '../support/keystone-server.ts';

const validation = 'GET /v3/auth/tokens';
const logIn = 'POST /v3/auth/tokens';

let keystone: KeystoneServer | undefined;
afterEach(() => keystone?.close());

async function arrange() {
  keystone = await keystoneServer();
  return keystone;
}

describe('a token', () => {
  test('stands for its user in its project, with the known roles and those they imply', async () => {
    const { issued, authenticator } = await arrange();
    const roles = [aRole('Member'), aRole('_member_'), aRole('load-balancer_admin')];
    expect(await authenticator().byToken(issued({ roles }))).toEqual({
      userId: 'u1',
      projectId: 'p1',
      roles: ['member', 'reader'],
    });
  });

  test('without a known role is a caller without roles', async () => {
    const { issued, authenticator } = await arrange();
    const { byToken } = authenticator();
    expect((await byToken(issued({ roles: [aRole('_member_')] })))?.roles).toEqual([]);
    expect((await byToken(issued({ roles: undefined })))?.roles).toEqual([]);
  });

  test.each([
    ['nothing', {}],
    ['a domain', { domain: { id: 'd1' } }],
    ['the system', { system: { all: true } }],
  ] as const)('scoped to %s is refused', async (_scope, scope) => {
    const { issued, authenticator } = await arrange();
    expect(await authenticator().byToken(issued({ project: undefined, ...scope }))).toBeUndefined();
  });

  test('with access rules is refused, because they would not be enforced', async () => {
    const { issued, authenticator } = await arrange();
    const bound = { id: 'a1', access_rules: [{ path: '/v2.1/servers', method: 'GET' }] };
    const { byToken } = authenticator();
    expect(await byToken(issued({ application_credential: bound }))).toBeUndefined();
    expect(await byToken(issued({ application_credential: { id: 'a1' } }))).toBeDefined();
  });

  test('that Keystone does not know is refused', async () => {
    const { authenticator } = await arrange();
    expect(await authenticator().byToken('unknown')).toBeUndefined();
  });

  test('that has expired by our clock is refused', async () => {
    const { issued, authenticator, clock } = await arrange();
    expect(await authenticator().byToken(issued({ expires_at: clock.now() }))).toBeUndefined();
  });

  test.each([
    ['longer than 16 kB', 'a'.repeat(16_385)],
    ['with a line break', 'a\r\nx-evil: 1'],
    ['with a character outside ASCII', 'tokén'],
    ['that is empty', ''],
  ])('%s is refused without asking Keystone', async (_what, token) => {
    const { authenticator, asked } = await arrange();
    expect(await authenticator().byToken(token)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test('of 15 kB is validated', async () => {
    const { authenticator, times } = await arrange();
    // Node's HTTP server limits all headers to 16 kB.
    expect(await authenticator().byToken('a'.repeat(15_000))).toBeUndefined();
    expect(times(validation)).toBe(1);
  });
});

describe('an application credential', () => {
  const secret = 'sécret with spaces';

  test('stands for the user of the token that Keystone issues', async () => {
    const { applicationCredentials, token, authenticator } = await arrange();
    applicationCredentials.set('a1', { secret, token: token() });
    expect(await authenticator().byApplicationCredential('a1', secret)).toEqual({
      userId: 'u1',
      projectId: 'p1',
      roles: ['member', 'reader'],
    });
  });

  test('with a wrong secret, or unknown, or with access rules, is refused', async () => {
    const { applicationCredentials, token, authenticator } = await arrange();
    const bound = token({ application_credential: { id: 'a2', access_rules: [{ path: '/' }] } });
    applicationCredentials.set('a1', { secret, token: token() });
    applicationCredentials.set('a2', { secret, token: bound });
    const { byApplicationCredential } = authenticator();
    expect(await byApplicationCredential('a1', 'wrong')).toBeUndefined();
    expect(await byApplicationCredential('a3', secret)).toBeUndefined();
    expect(await byApplicationCredential('a2', secret)).toBeUndefined();
  });

  test.each([401, 403, 404])('that Keystone answers with %i is refused', async (status) => {
    const { authenticator, state } = await arrange();
    state.misbehaves = (_request, response) => void response.writeHead(status).end();
    expect(await authenticator().byApplicationCredential('a1', secret)).toBeUndefined();
  });

  test('of an impossible form is refused without asking Keystone', async () => {
    const { authenticator, asked } = await arrange();
    const { byApplicationCredential } = authenticator();
    expect(await byApplicationCredential('a1', 'a'.repeat(16_385))).toBeUndefined();
    expect(await byApplicationCredential('../a1', secret)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test('is cached; another secret is verified', async () => {
    const { applicationCredentials, token, authenticator, times } = await arrange();
    applicationCredentials.set('a1', { secret, token: token() });
    const { byApplicationCredential } = authenticator();
    await byApplicationCredential('a1', secret);
    await byApplicationCredential('a1', secret);
    expect(times(logIn)).toBe(1);
    expect(await byApplicationCredential('a1', 'wrong')).toBeUndefined();
    expect(times(logIn)).toBe(2);
  });
});

describe('an answer', () => {
  test('is cached for cacheSeconds: a revoked token works no longer than that', async () => {
    const { issued, authenticator, tokens, times, clock } = await arrange();
    const { byToken } = authenticator({ cacheSeconds: 60 });
    const token = issued();
    await byToken(token);
    tokens.delete(token);
    clock.advance(59.999);
    expect(await byToken(token)).toBeDefined();
    expect(times(validation)).toBe(1);
    clock.advance(0.001);
    expect(await byToken(token)).toBeUndefined();
  });

  test('has an age that counts from the request, not from the answer', async () => {
    const { issued, authenticator, tokens, clock, state } = await arrange();
    const { byToken } = authenticator({ cacheSeconds: 60 });
    await byToken(issued());
    const token = issued();
    const content = { token: tokens.get(token) };
    state.misbehaves = (_request, response) => {
      clock.advance(60);
      response.end(JSON.stringify(content));
    };
    expect(await byToken(token)).toBeDefined();
    state.misbehaves = undefined;
    tokens.delete(token);
    expect(await byToken(token)).toBeUndefined();
  });

  test('is not cached beyond the expiry of the token', async () => {
    const { issued, authenticator, clock } = await arrange();
    const { byToken } = authenticator({ cacheSeconds: 60 });
    const token = issued({ expires_at: after(clock.now(), 5) });
    expect(await byToken(token)).toBeDefined();
    clock.advance(5);
    expect(await byToken(token)).toBeUndefined();
  });

  test('is not cached when cacheSeconds is 0', async () => {
    const { issued, authenticator, times } = await arrange();
    const { byToken } = authenticator({ cacheSeconds: 0 });
    const token = issued();
    await byToken(token);
    await byToken(token);
    await byToken('unknown');
    await byToken('unknown');
    expect(times(validation)).toBe(4);
  });

  test('is shared by concurrent requests', async () => {
    const { issued, authenticator, times } = await arrange();
    const { byToken } = authenticator();
    const token = issued();
    const callers = await Promise.all([token, token, token, 'unknown', 'unknown'].map(byToken));
    expect(callers.map((caller) => caller?.userId)).toEqual([
      'u1',
      'u1',
      'u1',
      undefined,
      undefined,
    ]);
    expect(times(validation)).toBe(2);
    expect(times(logIn)).toBe(1);
  });

  test('is requested again after a failure', async () => {
    const { issued, authenticator, state } = await arrange();
    const { byToken } = authenticator();
    const token = issued();
    state.misbehaves = (_request, response) => void response.writeHead(500).end();
    const both = await Promise.allSettled([byToken(token), byToken(token)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    state.misbehaves = undefined;
    expect(await byToken(token)).toBeDefined();
  });

  test('that a token is invalid is cached for at most ten seconds', async () => {
    const { issued, authenticator, tokens, times, clock } = await arrange();
    const { byToken } = authenticator({ cacheSeconds: 60 });
    await byToken('late');
    expect(await byToken('late')).toBeUndefined();
    expect(times(validation)).toBe(1);
    tokens.set('late', tokens.get(issued())!);
    clock.advance(10);
    expect(await byToken('late')).toBeDefined();
  });

  test('to the same wrong token is requested once', async () => {
    const { authenticator, times } = await arrange();
    const { byToken } = authenticator();
    for (let at = 0; at < 20; at += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await byToken('junk')).toBeUndefined();
    expect(times(validation)).toBe(1);
  });
});
