import { expect, test } from 'vitest';
import {
  loginWindowSeconds,
  maximumFailures,
} from '../../../functions/identity/core/login-limits.ts';
import { devstackClient, unauthorized } from '../support/identity-client.ts';
import { idOf } from '../support/identity-world.ts';

async function arrange() {
  const client = await devstackClient();
  const login = (name: string, password: string, source = '192.0.2.1') =>
    client.send('POST', '/v3/auth/tokens', {
      headers: { 'x-test-source': source },
      body: {
        auth: {
          identity: {
            methods: ['password'],
            password: { user: { name, password, domain: { id: 'default' } } },
          },
        },
      },
    });
  const fail = async (name: string, times: number) => {
    for (let time = 0; time < times; time++) await login(name, 'wrong');
  };
  return { ...client, login, fail };
}

test.each(['demo', 'nobody'])(
  'after too many failed logins of %s no secret is checked',
  async (name) => {
    const { fail, login, passwords } = await arrange();
    await fail(name, maximumFailures.unusualSources);
    const before = passwords.compared();
    const answer = await login(name, `${name}-password`, '198.51.100.7');
    expect(answer).toMatchObject({ status: 401, body: unauthorized });
    expect(answer.headers.get('retry-after')).toBe(String(loginWindowSeconds));
    expect(passwords.compared()).toBe(before);
    expect((await login('alt_demo', 'alt_demo-password')).status).toBe(201);
  },
);

test('the window ends by itself', async () => {
  const { clock, fail, login } = await arrange();
  await fail('demo', maximumFailures.unusualSources);
  clock.pass(loginWindowSeconds - 1);
  expect((await login('demo', 'demo-password')).headers.get('retry-after')).toBe('1');
  clock.pass(1);
  expect((await login('demo', 'demo-password')).status).toBe(201);
});

test('a user gets in from a usual source whatever is guessed elsewhere', async () => {
  const { fail, login } = await arrange();
  expect((await login('demo', 'demo-password', '198.51.100.7')).status).toBe(201);
  await fail('demo', 3 * maximumFailures.unusualSources);
  expect((await login('demo', 'demo-password', '198.51.100.7')).status).toBe(201);
  expect((await login('demo', 'demo-password')).status).toBe(401);
});

test('a successful login gives nobody more guesses', async () => {
  const { fail, login } = await arrange();
  await login('demo', 'demo-password', '198.51.100.7');
  await fail('demo', maximumFailures.unusualSources);
  expect((await login('demo', 'demo-password', '198.51.100.7')).status).toBe(201);
  expect((await login('demo', 'wrong')).headers.get('retry-after')).not.toBeNull();
});

test('a source that fails for many users is throttled, others are not', async () => {
  const { login } = await arrange();
  for (let n = 0; n < maximumFailures.source; n++) await login(`user-${n}`, 'wrong');
  const answer = await login('demo', 'demo-password');
  expect(answer.status).toBe(401);
  expect(answer.headers.get('retry-after')).not.toBeNull();
  expect((await login('demo', 'demo-password', '198.51.100.7')).status).toBe(201);
});

test('wrong secrets of an application credential count as failures', async () => {
  const { auth, send, tokenOf } = await arrange();
  const { body } = await send('POST', `/v3/users/${idOf('user', 'demo')}/application_credentials`, {
    token: await tokenOf('demo'),
    body: { application_credential: { name: 'ci' } },
  });
  const { id, secret } = body.application_credential;
  const use = (given: string) =>
    auth({ methods: ['application_credential'], application_credential: { id, secret: given } });
  for (let time = 0; time < maximumFailures.unusualSources; time++) await use('wrong');
  expect((await use(secret)).headers.get('retry-after')).not.toBeNull();
});
