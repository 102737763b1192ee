import { expect, test } from 'vitest';
import { authenticator } from '../../../functions/app/identity/authenticator.ts';
import type { ApplicationCredential } from '../../../functions/core/identity.ts';
import { revocationOf } from '../../../functions/core/identity/token-life.ts';
import { claims, devstackWorld, idOf } from '../../support/identity-world.ts';

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
  await world.ports.identity.createApplicationCredential(credential);
  let reads = 0;
  const identity = {
    ...world.ports.identity,
    applicationCredential: async (wanted: string) => {
      reads += 1;
      return world.ports.identity.applicationCredential(wanted);
    },
  };
  const gate = authenticator({ ...world.ports, identity });
  return { ...world, credential, gate, reads: () => reads };
}

test('a token stands for its user, project and roles', async () => {
  const { gate, ports } = await arrange();
  expect(await gate.byToken(await ports.tokenSigner.sign(claims()))).toEqual({
    userId: idOf('user', 'demo'),
    projectId: idOf('project', 'demo'),
    roles: ['member', 'reader'],
  });
});

test('a token without a project stands for nobody', async () => {
  const { gate, ports } = await arrange();
  const { project: _project, ...unscoped } = claims({ roles: [] });
  expect(await gate.byToken(await ports.tokenSigner.sign(unscoped))).toBeUndefined();
});

test('an application credential stands for its user in its project', async () => {
  const { gate } = await arrange();
  expect(await gate.byApplicationCredential(id, secret)).toEqual({
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
])('the id %j with the secret %j stands for nobody', async (given, word) => {
  const { gate } = await arrange();
  expect(await gate.byApplicationCredential(given, word)).toBeUndefined();
});

test('an expired credential stands for nobody', async () => {
  const { gate } = await arrange({ expiresAt: '2026-11-23T10:00:00.000000Z' });
  expect(await gate.byApplicationCredential(id, secret)).toBeUndefined();
});

test('the credential of a disabled user or project stands for nobody', async () => {
  const { gate, user, project } = await arrange();
  await user('demo', { enabled: false });
  expect(await gate.byApplicationCredential(id, secret)).toBeUndefined();
  await user('demo');
  await project('demo', { enabled: false });
  expect(await gate.byApplicationCredential(id, secret)).toBeUndefined();
});

test('a credential does no more than its user still may', async () => {
  const { gate, assign } = await arrange();
  await assign('demo', 'demo', 'reader');
  expect((await gate.byApplicationCredential(id, secret))?.roles).toEqual(['reader']);
});

test('a right credential is looked up once in five seconds, a wrong one every time', async () => {
  const { gate, clock, reads } = await arrange();
  await gate.byApplicationCredential(id, secret);
  await gate.byApplicationCredential(id, secret);
  expect(reads()).toBe(1);
  clock.pass(5);
  await gate.byApplicationCredential(id, secret);
  expect(reads()).toBe(2);
  await gate.byApplicationCredential(id, 'wrong');
  await gate.byApplicationCredential(id, 'wrong');
  expect(reads()).toBe(4);
});

test('a removed credential stands for nobody five seconds later', async () => {
  const { gate, clock, credential, ports } = await arrange();
  await gate.byApplicationCredential(id, secret);
  await ports.identity.removeApplicationCredential(
    credential,
    revocationOf('application-credential', id, clock.now()),
  );
  clock.pass(5);
  expect(await gate.byApplicationCredential(id, secret)).toBeUndefined();
});
