import { expect, test } from 'vitest';
import { joseSigningKeys } from '../../../functions/identity/jose/signing-key.ts';
import { joseTokenSigner } from '../../../functions/identity/jose/token-signer.ts';
import { seedIdentity } from '../../../functions/identity/app/seed-identity.ts';
import { tokenVerifier } from '../../../functions/identity/app/verify-token.ts';
import { revocationOf } from '../../../functions/identity/core/token-life.ts';
import type { SeedProperties } from '../../../functions/contract/seed.ts';
import { claims, identityWorld } from '../support/identity-world.ts';

const seed: SeedProperties = {
  projects: [{ name: 'admin' }, { name: 'demo' }],
  users: [
    {
      name: 'admin',
      defaultProject: 'admin',
      passwordSecret: 'admin-password',
      assignments: [{ project: 'admin', roles: ['admin'] }],
    },
    {
      name: 'demo',
      passwordSecret: 'demo-password',
      assignments: [{ project: 'demo', roles: ['member'] }],
    },
  ],
  signingKeyParameter: 'signing-key',
};

async function arrange() {
  const world = await identityWorld();
  const vault = new Map([
    ['admin-password', 'first'],
    ['demo-password', '{"username":"demo","password":"inside"}'],
    ['signing-key', 'whatever was written by hand'],
  ]);
  const ports = {
    ...world.ports,
    signingKeys: joseSigningKeys,
    vault: { read: async (name: string) => vault.get(name) },
    keys: {
      read: async (name: string) => vault.get(name),
      write: async (name: string, secret: string) => {
        vault.set(name, secret);
      },
    },
  };
  return { ...world, vault, ports };
}

test('the first projects, users and roles are created, with ids in Keystone’s form', async () => {
  const { ports, passwords } = await arrange();
  await seedIdentity(ports, seed);
  const admin = (await ports.users.byName('admin'))!;
  const project = (await ports.projects.byName('admin'))!;
  expect(admin).toMatchObject({ enabled: true, defaultProjectId: project.id });
  expect(admin.id).toMatch(/^[0-9a-f]{32}$/);
  expect(await passwords.verify('first', admin.passwordHash)).toBe(true);
  expect(await ports.assignments.ofUser(admin.id)).toEqual([
    { userId: admin.id, projectId: project.id, roles: ['admin'] },
  ]);
});

test('the password may be in a field of its secret', async () => {
  const { ports, passwords } = await arrange();
  await seedIdentity(ports, seed);
  const demo = await ports.users.byName('demo');
  expect(await passwords.verify('inside', demo?.passwordHash)).toBe(true);
});

test('tokens signed with the seeded key are accepted', async () => {
  const { ports, vault } = await arrange();
  await seedIdentity(ports, seed);
  const signer = joseTokenSigner(async () => vault.get('signing-key'));
  expect(await tokenVerifier(ports)(await signer.sign(claims()))).toEqual(claims());
});

test('the private key is stored only in its secret', async () => {
  const { ports } = await arrange();
  await seedIdentity(ports, seed);
  expect(JSON.stringify(await ports.publicKeys.list())).not.toContain('"d"');
});

test('seeding again changes nothing', async () => {
  const { ports, vault } = await arrange();
  await seedIdentity(ports, seed);
  const look = async () => [
    await ports.users.byName('admin'),
    await ports.projects.list(),
    await ports.revocations.list(),
    await ports.publicKeys.list(),
    [...vault],
  ];
  const before = await look();
  await seedIdentity(ports, seed);
  expect(await look()).toEqual(before);
});

test('a changed password replaces the old one and revokes the user’s tokens', async () => {
  const { ports, vault, passwords, clock } = await arrange();
  await seedIdentity(ports, seed);
  vault.set('admin-password', 'second');
  clock.pass(1);
  await seedIdentity(ports, seed);
  const admin = (await ports.users.byName('admin'))!;
  expect(await passwords.verify('second', admin.passwordHash)).toBe(true);
  expect(await ports.revocations.list()).toEqual([
    expect.objectContaining({ subject: 'user', id: admin.id, issuedBefore: clock.now() }),
  ]);
});

test('changes by an administrator are kept: a disabled user, another role, a new name', async () => {
  const { ports } = await arrange();
  await seedIdentity(ports, seed);
  const demo = (await ports.users.byName('demo'))!;
  const project = (await ports.projects.byName('demo'))!;
  await ports.users.put({ ...demo, enabled: false });
  await ports.projects.put({ ...project, name: 'renamed' });
  await ports.assignments.put({
    userId: demo.id,
    projectId: project.id,
    roles: ['reader', 'admin'],
  });
  await seedIdentity(ports, seed);
  expect(await ports.users.get(demo.id)).toMatchObject({ enabled: false });
  expect(await ports.projects.get(project.id)).toMatchObject({ name: 'renamed' });
  expect((await ports.assignments.ofUser(demo.id))[0]?.roles).toEqual(['reader', 'admin']);
});

test('a password set by an administrator is kept until the secret changes', async () => {
  const { ports, vault, passwords } = await arrange();
  await seedIdentity(ports, seed);
  const admin = (await ports.users.byName('admin'))!;
  await ports.users.put({ ...admin, passwordHash: await passwords.hash('mine') });
  const verify = async (password: string) =>
    passwords.verify(password, (await ports.users.get(admin.id))?.passwordHash);
  await seedIdentity(ports, seed);
  expect(await verify('mine')).toBe(true);
  vault.set('admin-password', 'second');
  await seedIdentity(ports, seed);
  expect(await verify('second')).toBe(true);
});

test('removed users, projects and roles are not restored', async () => {
  const { ports, clock } = await arrange();
  await seedIdentity(ports, seed);
  const demo = (await ports.users.byName('demo'))!;
  const admin = (await ports.users.byName('admin'))!;
  const project = (await ports.projects.byName('demo'))!;
  await ports.users.remove(demo, revocationOf('user', demo.id, clock.now()));
  await ports.projects.remove(project, revocationOf('project', project.id, clock.now()));
  const [held] = await ports.assignments.ofUser(admin.id);
  await ports.assignments.replace({ ...held!, roles: [] }, held);
  await seedIdentity(ports, seed);
  expect(await ports.users.byName('demo')).toBeUndefined();
  expect(await ports.projects.byName('demo')).toBeUndefined();
  expect(await ports.assignments.ofUser(admin.id)).toEqual([]);
});

test('a role added to the settings later is granted', async () => {
  const { ports } = await arrange();
  await seedIdentity(ports, seed);
  const [admin, demo] = seed.users;
  const assignments: SeedProperties['users'][number]['assignments'] = [
    { project: 'demo', roles: ['member', 'admin'] },
  ];
  await seedIdentity(ports, { ...seed, users: [admin!, { ...demo!, assignments }] });
  const user = (await ports.users.byName('demo'))!;
  expect((await ports.assignments.ofUser(user.id))[0]?.roles).toEqual(['member', 'admin']);
});

test('a user without a password in its secret fails the deployment', async () => {
  const { ports, vault } = await arrange();
  vault.delete('admin-password');
  await expect(seedIdentity(ports, seed)).rejects.toThrow('no password for admin in its secret');
});

test('a role in a project that is not listed fails the deployment', async () => {
  const { ports } = await arrange();
  await expect(seedIdentity(ports, { ...seed, projects: [{ name: 'admin' }] })).rejects.toThrow(
    'the settings name the project demo but do not list it',
  );
});
