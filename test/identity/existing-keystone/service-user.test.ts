import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import {
  keystoneServer,
  type KeystoneServer,
  servicePassword,
} from '../support/keystone-server.ts';

const logIn = 'POST /v3/auth/tokens';

let keystone: KeystoneServer | undefined;
afterEach(() => keystone?.close());

async function arrange() {
  keystone = await keystoneServer();
  return keystone;
}

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

test('the service user logs in once for many requests', async () => {
  const { issued, authenticator, times } = await arrange();
  const { byToken } = authenticator();
  await Promise.all([issued(), issued()].map(byToken));
  await byToken(issued());
  expect(times(logIn)).toBe(1);
});

test('it logs in again shortly before its token ends', async () => {
  const { issued, authenticator, times, clock } = await arrange();
  const { byToken } = authenticator();
  await byToken(issued());
  clock.advance(3539);
  await byToken(issued());
  expect(times(logIn)).toBe(1);
  clock.advance(1);
  await byToken(issued());
  expect(times(logIn)).toBe(2);
});

test('a revoked token of the service user is renewed once for concurrent requests', async () => {
  const { issued, authenticator, times, endServiceTokens } = await arrange();
  const { byToken } = authenticator();
  await byToken(issued());
  endServiceTokens();
  const callers = await Promise.all([issued(), issued(), issued()].map(byToken));
  expect(callers.every((caller) => caller?.userId === 'u1')).toBe(true);
  expect(times(logIn)).toBe(2);
});

test('a late refusal does not end a session that was opened meanwhile', async () => {
  const { issued, authenticator, times, state, endServiceTokens } = await arrange();
  const { byToken } = authenticator();
  await byToken(issued());
  endServiceTokens();
  const held = new Promise<ServerResponse>((resolve) => {
    state.misbehaves = (_request, response) => resolve(response);
  });
  const late = byToken(issued());
  const response = await held;
  state.misbehaves = undefined;
  await byToken(issued());
  response.writeHead(401).end();
  expect(await late).toBeDefined();
  expect(times(logIn)).toBe(2);
});

test('the credential is read for every login, so a rotated password is used', async () => {
  const { issued, authenticator, state, endServiceTokens } = await arrange();
  const { byToken } = authenticator();
  await byToken(issued());
  state.password = 'another';
  endServiceTokens();
  expect(await byToken(issued())).toBeDefined();
});

test('a Keystone that always refuses the service user’s token is unavailable after two requests', async () => {
  const { issued, authenticator, state, times } = await arrange();
  const { byToken } = authenticator();
  await byToken(issued());
  const before = times('GET /v3/auth/tokens');
  const session = {
    token: { user: { id: 'service-user' }, expires_at: '2027-01-01T00:00:00.000000Z' },
  };
  state.misbehaves = ({ method }, response) =>
    void (method === 'POST'
      ? response.writeHead(201, { 'x-subject-token': 't' }).end(JSON.stringify(session))
      : response.writeHead(401).end());
  await expect(byToken(issued())).rejects.toMatchObject({ code: 'unavailable' });
  expect(times('GET /v3/auth/tokens') - before).toBe(2);
});

test('a failed login is retried by the next request', async () => {
  const { issued, authenticator, state } = await arrange();
  const { byToken } = authenticator();
  state.misbehaves = (_request, response) => void response.writeHead(503).end();
  await expect(byToken(issued())).rejects.toMatchObject({ code: 'unavailable' });
  state.misbehaves = undefined;
  expect(await byToken(issued())).toBeDefined();
});

test('a wrong password of the service user makes identity unavailable', async () => {
  const { issued, authenticator } = await arrange();
  const text = JSON.stringify({ username: 'taibai', password: 'wrong', project_name: 'service' });
  const credential = async () => text;
  await expect(
    authenticator({ serviceCredential: credential }).byToken(issued()),
  ).rejects.toMatchObject({
    code: 'unavailable',
    cause: { message: 'Keystone: it refuses the service user' },
  });
});

test.each([
  ['not JSON', `${servicePassword}{`],
  ['without a user', JSON.stringify({ password: servicePassword })],
  ['of other types', JSON.stringify({ username: 1, password: [servicePassword] })],
])(
  'a credential that is %s makes identity unavailable, and is not disclosed',
  async (_what, text) => {
    const { issued, authenticator } = await arrange();
    const credential = async () => text;
    const failure = await failureOf(
      authenticator({ serviceCredential: credential }).byToken(issued()),
    );
    expect(failure).toMatchObject({ code: 'unavailable' });
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(servicePassword);
  },
);

test('domains other than the default one are sent to Keystone', async () => {
  const { issued, authenticator, asked } = await arrange();
  const text = JSON.stringify({
    username: 'taibai',
    password: servicePassword,
    user_domain_name: 'services',
    project_name: 'service',
    project_domain_name: 'projects',
  });
  const credential = async () => text;
  await failureOf(authenticator({ serviceCredential: credential }).byToken(issued()));
  const { auth } = JSON.parse(asked[0]!.body);
  expect(auth.identity.password.user.domain).toEqual({ name: 'services' });
  expect(auth.scope).toEqual({ project: { name: 'service', domain: { name: 'projects' } } });
});
