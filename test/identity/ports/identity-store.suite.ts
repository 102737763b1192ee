import { describe, expect, test } from 'vitest';
import type {
  ApplicationCredential,
  Project,
  Revocation,
  Trust,
  User,
} from '../../../functions/identity/core/identity.ts';
import type { IdentityStore } from '../../../functions/identity/ports.ts';

const user: User = {
  id: 'u1',
  name: 'demo',
  enabled: true,
  passwordHash: 'hash',
  defaultProjectId: null,
};
const project: Project = { id: 'p1', name: 'demo', description: '', enabled: true };
const credential: ApplicationCredential = {
  id: 'c1',
  name: 'ci',
  description: null,
  userId: 'u1',
  projectId: 'p1',
  roles: ['member', 'reader'],
  secretHash: 'hash',
  expiresAt: null,
  unrestricted: false,
  createdAt: '2026-11-23T10:00:00.000000Z',
};
const revocation: Revocation = {
  subject: 'user',
  id: 'u1',
  issuedBefore: '2096-11-23T10:00:00.000000Z',
  forgetAt: '2096-11-24T10:00:00.000000Z',
};

export function identityStoreSuite(make: () => Promise<IdentityStore>): void {
  describe.each([
    {
      kind: 'user',
      one: user,
      at: (store: IdentityStore) => ({
        get: (key: string) => store.user(key),
        byName: (key: string) => store.userByName(key),
        put: (thing: { id: string; name: string }) => store.putUser({ ...user, ...thing }),
      }),
    },
    {
      kind: 'project',
      one: project,
      at: (store: IdentityStore) => ({
        get: (key: string) => store.project(key),
        byName: (key: string) => store.projectByName(key),
        put: (thing: { id: string; name: string }) => store.putProject({ ...project, ...thing }),
      }),
    },
  ])('a $kind', ({ one, at }) => {
    test('is found by id and by name once stored', async () => {
      const { get, byName, put } = at(await make());
      expect(await get(one.id)).toBeUndefined();
      expect(await byName(one.name)).toBeUndefined();
      expect(await put(one)).toBe('stored');
      expect(await get(one.id)).toEqual(one);
      expect(await byName(one.name)).toEqual(one);
    });

    test('has its name to itself, compared exactly', async () => {
      const { get, put } = at(await make());
      await put(one);
      expect(await put({ id: 'other', name: one.name })).toBe('name-taken');
      expect(await get('other')).toBeUndefined();
      expect(await put({ id: 'other', name: one.name.toUpperCase() })).toBe('stored');
    });

    test('is replaced under its own name', async () => {
      const { get, put } = at(await make());
      await put(one);
      expect(await put(one)).toBe('stored');
      expect(await get(one.id)).toEqual(one);
    });

    test('frees its old name when it takes a new one', async () => {
      const { byName, put } = at(await make());
      await put(one);
      expect(await put({ id: one.id, name: 'renamed' })).toBe('stored');
      expect(await byName(one.name)).toBeUndefined();
      expect(await byName('renamed')).toMatchObject({ id: one.id });
      expect(await put({ id: 'other', name: one.name })).toBe('stored');
    });

    test('keeps its old name when the new one is taken', async () => {
      const { byName, put } = at(await make());
      await put(one);
      await put({ id: 'other', name: 'taken' });
      expect(await put({ id: one.id, name: 'taken' })).toBe('name-taken');
      expect(await byName(one.name)).toEqual(one);
    });

    test('is alone in a race for a name', async () => {
      const { put } = at(await make());
      const outcomes = await Promise.all(['a', 'b', 'c'].map((id) => put({ id, name: 'wanted' })));
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
    });
  });

  test('a user is stored together with what it voids, or neither', async () => {
    const store = await make();
    await store.putUser(user, revocation);
    expect(await store.revocations()).toEqual([revocation]);
    const other = { ...revocation, id: 'u2' };
    expect(await store.putUser({ ...user, id: 'u2' }, other)).toBe('name-taken');
    expect(await store.revocations()).toEqual([revocation]);
  });

  test('all users are listed', async () => {
    const store = await make();
    await store.putUser({ ...user, id: 'u2', name: 'admin' });
    await store.putUser(user);
    expect((await store.users()).map(({ name }) => name)).toEqual(['demo', 'admin']);
  });

  test('a user is replaced, together with what it voids, only while nothing of him has changed', async () => {
    const store = await make();
    await store.putUser(user);
    const next: User = { ...user, enabled: false, email: 'a@example.org' };
    expect(await store.replaceUser(next, user, revocation)).toBe('stored');
    expect(await store.user('u1')).toEqual(next);
    expect(await store.revocations()).toEqual([revocation]);
    const late = { ...user, passwordHash: 'other' };
    expect(await store.replaceUser(late, user, { ...revocation, id: 'u2' })).toBe('stale');
    expect(await store.user('u1')).toEqual(next);
    expect(await store.revocations()).toEqual([revocation]);
  });

  test('a user takes no name that another has, and frees the one he leaves', async () => {
    const store = await make();
    const other = { ...user, id: 'u2', name: 'admin' };
    await store.putUser(user);
    await store.putUser(other);
    expect(await store.replaceUser({ ...user, name: 'admin' }, user)).toBe('name-taken');
    const renamed = { ...user, name: 'demi' };
    expect(await store.replaceUser(renamed, user)).toBe('stored');
    expect(await store.userByName('demo')).toBeUndefined();
    expect(await store.userByName('demi')).toEqual(renamed);
  });

  test('a removed user is gone, his name free, his tokens void; removing again is nothing', async () => {
    const store = await make();
    await store.putUser(user);
    await store.removeUser(user, revocation);
    expect(await store.user('u1')).toBeUndefined();
    expect(await store.revocations()).toEqual([revocation]);
    const successor = { ...user, id: 'u2' };
    expect(await store.putUser(successor)).toBe('stored');
    await store.removeUser(user, revocation);
    expect(await store.userByName('demo')).toEqual(successor);
  });

  test('a project is replaced and removed by the same rules', async () => {
    const store = await make();
    await store.putProject(project);
    const next = { ...project, enabled: false };
    const ended: Revocation = { ...revocation, subject: 'project', id: 'p1' };
    expect(await store.replaceProject(next, project, ended)).toBe('stored');
    expect(await store.replaceProject(project, project)).toBe('stale');
    expect(await store.revocations()).toEqual([ended]);
    await store.removeProject(next, ended);
    expect(await store.project('p1')).toBeUndefined();
    expect(await store.putProject({ ...project, id: 'p2' })).toBe('stored');
  });

  test('roles are replaced only while they are as they were; without roles there is no assignment', async () => {
    const store = await make();
    const member = { userId: 'u1', projectId: 'p1', roles: ['member'] } as const;
    const reader = { ...member, roles: ['reader'] } as const;
    expect(await store.replaceAssignment(member, undefined)).toBe('stored');
    expect(await store.replaceAssignment(reader, undefined)).toBe('stale');
    expect(await store.replaceAssignment(reader, member)).toBe('stored');
    const ended: Revocation = { ...revocation, subject: 'user-project', id: 'u1/p1' };
    expect(await store.replaceAssignment({ ...member, roles: [] }, member, ended)).toBe('stale');
    expect(await store.revocations()).toEqual([]);
    expect(await store.replaceAssignment({ ...member, roles: [] }, reader, ended)).toBe('stored');
    expect(await store.assignments('u1')).toEqual([]);
    expect(await store.revocations()).toEqual([ended]);
  });

  test('all assignments are listed', async () => {
    const store = await make();
    await store.putAssignment({ userId: 'u2', projectId: 'p1', roles: ['admin'] });
    await store.putAssignment({ userId: 'u1', projectId: 'p1', roles: ['member'] });
    expect((await store.everyAssignment()).map(({ userId }) => userId)).toEqual(['u1', 'u2']);
  });

  test('what was seeded is remembered, the latest of each', async () => {
    const store = await make();
    await store.putSeedRecord({ what: 'user/demo', passwordHash: 'first' });
    await store.putSeedRecord({ what: 'user/demo', passwordHash: 'second' });
    await store.putSeedRecord({ what: 'project/demo' });
    expect(await store.seedRecords()).toHaveLength(2);
    expect(await store.seedRecords()).toContainEqual({ what: 'user/demo', passwordHash: 'second' });
  });

  test('all projects are listed', async () => {
    const store = await make();
    await store.putProject(project);
    await store.putProject({ ...project, id: 'p2', name: 'admin' });
    expect((await store.projects()).map(({ name }) => name)).toEqual(['demo', 'admin']);
  });

  test('a user has one assignment a project, the latest', async () => {
    const store = await make();
    await store.putAssignment({ userId: 'u1', projectId: 'p1', roles: ['member'] });
    await store.putAssignment({ userId: 'u1', projectId: 'p2', roles: ['admin', 'reader'] });
    await store.putAssignment({ userId: 'u1', projectId: 'p1', roles: ['reader'] });
    await store.putAssignment({ userId: 'u2', projectId: 'p1', roles: ['admin'] });
    expect(await store.assignments('u1')).toEqual([
      { userId: 'u1', projectId: 'p1', roles: ['reader'] },
      { userId: 'u1', projectId: 'p2', roles: ['admin', 'reader'] },
    ]);
    expect(await store.assignments('u3')).toEqual([]);
  });

  test('an application credential is found by id and in its user’s list', async () => {
    const store = await make();
    expect(await store.createApplicationCredential(credential)).toBe('created');
    expect(await store.applicationCredential('c1')).toEqual(credential);
    expect(await store.applicationCredentials('u1')).toEqual([credential]);
    expect(await store.applicationCredential('c2')).toBeUndefined();
    expect(await store.applicationCredentials('u2')).toEqual([]);
  });

  test('a trust is found until it is removed', async () => {
    const store = await make();
    const trust: Trust = {
      id: 't1',
      userId: 'u1',
      projectId: 'p1',
      roles: ['member'],
      createdAt: '2026-01-01T00:00:00.000000Z',
    };
    await store.putTrust(trust);
    expect(await store.trust('t1')).toEqual(trust);
    await store.removeTrust('t1');
    await store.removeTrust('t1');
    expect(await store.trust('t1')).toBeUndefined();
  });

  test('a user has one application credential of a name', async () => {
    const store = await make();
    await store.createApplicationCredential(credential);
    expect(await store.createApplicationCredential({ ...credential, id: 'c2' })).toBe('exists');
    expect(await store.applicationCredential('c2')).toBeUndefined();
    const others = { ...credential, id: 'c3', userId: 'u2' };
    expect(await store.createApplicationCredential(others)).toBe('created');
  });

  test('a removed application credential is gone, its name free, its tokens void', async () => {
    const store = await make();
    await store.createApplicationCredential(credential);
    const removal: Revocation = { ...revocation, subject: 'application-credential', id: 'c1' };
    await store.removeApplicationCredential(credential, removal);
    expect(await store.applicationCredential('c1')).toBeUndefined();
    expect(await store.applicationCredentials('u1')).toEqual([]);
    expect(await store.revocations()).toEqual([removal]);
    expect(await store.createApplicationCredential({ ...credential, id: 'c2' })).toBe('created');
  });

  test('removing an application credential again leaves its successor alone', async () => {
    const store = await make();
    await store.createApplicationCredential(credential);
    const removal: Revocation = { ...revocation, subject: 'application-credential', id: 'c1' };
    await store.removeApplicationCredential(credential, removal);
    const successor = { ...credential, id: 'c2' };
    await store.createApplicationCredential(successor);
    await store.removeApplicationCredential(credential, removal);
    expect(await store.applicationCredentials('u1')).toEqual([successor]);
  });

  test('the later revocation of a subject counts, in whatever order they come', async () => {
    const store = await make();
    const earlier = { ...revocation, issuedBefore: '2096-11-23T09:00:00.000000Z' };
    await store.revoke(earlier);
    await store.revoke(revocation);
    await store.revoke(earlier);
    await store.revoke({ ...revocation, subject: 'token', id: 't1' });
    expect(await store.revocations()).toHaveLength(2);
    expect(await store.revocations()).toContainEqual(revocation);
  });

  test('public keys lie side by side', async () => {
    const store = await make();
    const key = { id: 'k1', jwk: { kty: 'OKP', crv: 'Ed25519', x: 'abc' } };
    await store.putPublicKey(key);
    await store.putPublicKey(key);
    await store.putPublicKey({ ...key, id: 'k2' });
    expect(await store.publicKeys()).toEqual([key, { ...key, id: 'k2' }]);
  });
}
