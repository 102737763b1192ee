import { expect, test } from 'vitest';
import type { ApplicationCredential } from '../../../functions/identity/core/identity.ts';
import { revocationOf } from '../../../functions/identity/core/token-life.ts';
import {
  loginWindowSeconds,
  maximumFailures,
} from '../../../functions/identity/core/login-limits.ts';
import { devstackWorld, idOf } from '../support/identity-world.ts';
import { publisherGate } from '../support/publisher-gate.ts';

const id = 'c'.repeat(32);
const secret = 'a long and random secret';

async function arrange(more: Partial<ApplicationCredential> = {}) {
  const world = await devstackWorld();
  const credential: ApplicationCredential = {
    id,
    name: 'ci',
    description: null,
    userId: idOf('user', 'demo'),
    projectId: idOf('project', 'demo'),
    roles: ['member', 'reader'],
    secretHash: world.ports.secrets.hash(secret),
    expiresAt: null,
    unrestricted: false,
    createdAt: world.clock.now(),
    ...more,
  };
  await world.ports.applicationCredentials.create(credential);
  let reads = 0;
  const applicationCredentials = {
    ...world.ports.applicationCredentials,
    get: async (wanted: string) => {
      reads += 1;
      return world.ports.applicationCredentials.get(wanted);
    },
  };
  const gate = publisherGate({ ...world.ports, applicationCredentials });
  const publish = (given: string, word: string, address = '192.0.2.1') =>
    gate.byApplicationCredential(given, word, { address, requestId: 'req-1' });
  return { ...world, credential, publish, reads: () => reads };
}

test('an application credential stands for its user in its project', async () => {
  const { publish } = await arrange();
  expect(await publish(id, secret)).toEqual({
    userId: idOf('user', 'demo'),
    projectId: idOf('project', 'demo'),
    roles: ['member', 'reader'],
  });
});

test.each([
  [id, 'another secret'],
  ['d'.repeat(32), secret],
  ['', secret],
  ['\ud800', ''],
])('the id %j with the secret %j is refused', async (given, word) => {
  const { publish } = await arrange();
  expect(await publish(given, word)).toBeUndefined();
});

test('an expired credential is refused', async () => {
  const { publish } = await arrange({ expiresAt: '2026-11-23T10:00:00.000000Z' });
  expect(await publish(id, secret)).toBeUndefined();
});

test('the credential of a disabled user or project is refused', async () => {
  const { publish, user, project } = await arrange();
  await user('demo', { enabled: false });
  expect(await publish(id, secret)).toBeUndefined();
  await user('demo');
  await project('demo', { enabled: false });
  expect(await publish(id, secret)).toBeUndefined();
});

test('a credential has only the roles its user still holds', async () => {
  const { publish, assign } = await arrange();
  await assign('demo', 'demo', 'reader');
  expect((await publish(id, secret))?.roles).toEqual(['reader']);
});

test('a verified credential is cached for five seconds, a wrong one is not cached', async () => {
  const { publish, clock, reads } = await arrange();
  await publish(id, secret);
  await publish(id, secret);
  expect(reads()).toBe(1);
  clock.pass(5);
  await publish(id, secret);
  expect(reads()).toBe(2);
  await publish(id, 'wrong');
  await publish(id, 'wrong');
  expect(reads()).toBe(4);
});

test('a removed credential is refused after five seconds', async () => {
  const { publish, clock, credential, ports } = await arrange();
  await publish(id, secret);
  await ports.applicationCredentials.remove(
    credential,
    revocationOf('application-credential', id, clock.now()),
  );
  clock.pass(5);
  expect(await publish(id, secret)).toBeUndefined();
});

/** Guesses the secret from many addresses until no more secrets are checked. */
async function guess(publish: (given: string, word: string, address?: string) => Promise<unknown>) {
  for (let wrong = 0; wrong < maximumFailures.unusualSources; wrong += 1)
    expect(await publish(id, 'wrong', `203.0.113.${wrong}`)).toBeUndefined();
}

test('after too many wrong secrets the right one is not checked either, from any unusual address', async () => {
  const { publish, clock } = await arrange();
  await guess(publish);
  await expect(publish(id, secret, '198.51.100.1')).rejects.toMatchObject({
    code: 'unauthenticated',
    retryAfterSeconds: loginWindowSeconds,
  });
  clock.pass(loginWindowSeconds);
  expect(await publish(id, secret)).toBeDefined();
});

test('wrong secrets from elsewhere do not shut out a publisher at its usual address', async () => {
  const { publish, clock } = await arrange();
  await publish(id, secret, '198.51.100.1');
  clock.pass(5);
  await guess(publish);
  expect(await publish(id, secret, '198.51.100.1')).toBeDefined();
});

test('repeated failures of a deleted credential do not lock out others at the same address', async () => {
  const { publish } = await arrange();
  for (let wrong = 0; wrong <= maximumFailures.source; wrong += 1)
    // oxlint-disable-next-line no-await-in-loop -- one guess after the other
    await publish('d'.repeat(32), secret).catch(() => undefined);
  expect(await publish(id, secret)).toBeDefined();
});

test('a wrong secret is logged with its source address and without the secret', async () => {
  const { publish, lines } = await arrange();
  await publish(id, 'a wrong secret', '198.51.100.7');
  expect(JSON.stringify(lines)).toContain('198.51.100.7');
  expect(JSON.stringify(lines)).toContain('login refused');
  expect(JSON.stringify(lines)).not.toContain('a wrong secret');
});
