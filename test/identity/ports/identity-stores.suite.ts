import { describe, expect, test } from 'vitest';
import type {
  ApplicationCredential,
  Project,
  Revocation,
  Trust,
  User,
} from '../../../functions/identity/core/identity.ts';
import type { IdentityStores } from '../../../functions/identity/ports.ts';

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

export function identityStoresSuite(make: () => Promise<IdentityStores>): void {
  describe.each([
    {
      kind: 'user',
      one: user,
      at: (stores: IdentityStores) => ({
        get: (key: string) => stores.users.get(key),
        byName: (key: string) => stores.users.byName(key),
        put: (thing: { id: string; name: string }) => stores.users.put({ ...user, ...thing }),
      }),
    },
    {
      kind: 'project',
      one: project,
      at: (stores: IdentityStores) => ({
        get: (key: string) => stores.projects.get(key),
        byName: (key: string) => stores.projects.byName(key),
        put: (thing: { id: string; name: string }) => stores.projects.put({ ...project, ...thing }),
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

    test('has a unique name, compared exactly', async () => {
      const { get, put } = at(await make());
      await put(one);
      expect(await put({ id: 'other', name: one.name })).toBe('name-taken');
      expect(await get('other')).toBeUndefined();
      expect(await put({ id: 'other', name: one.name.toUpperCase() })).toBe('stored');
    });

    test('can be stored again under its own name', async () => {
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

    test('wins a race for a name alone', async () => {
      const { put } = at(await make());
      const outcomes = await Promise.all(['a', 'b', 'c'].map((id) => put({ id, name: 'wanted' })));
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
    });
  });

  test('a user is stored together with a revocation, or neither is', async () => {
    const stores = await make();
    await stores.users.put(user, revocation);
    expect(await stores.revocations.list()).toEqual([revocation]);
    const other = { ...revocation, id: 'u2' };
    expect(await stores.users.put({ ...user, id: 'u2' }, other)).toBe('name-taken');
    expect(await stores.revocations.list()).toEqual([revocation]);
  });

  test('all users are listed', async () => {
    const stores = await make();
    await stores.users.put({ ...user, id: 'u2', name: 'admin' });
    await stores.users.put(user);
    expect((await stores.users.list()).map(({ name }) => name)).toEqual(['demo', 'admin']);
  });

  test('a user is replaced, together with a revocation, only if it has not changed', async () => {
    const stores = await make();
    await stores.users.put(user);
    const next: User = { ...user, enabled: false, email: 'a@example.org' };
    expect(await stores.users.replace(next, user, revocation)).toBe('stored');
    expect(await stores.users.get('u1')).toEqual(next);
    expect(await stores.revocations.list()).toEqual([revocation]);
    const late = { ...user, passwordHash: 'other' };
    expect(await stores.users.replace(late, user, { ...revocation, id: 'u2' })).toBe('stale');
    expect(await stores.users.get('u1')).toEqual(next);
    expect(await stores.revocations.list()).toEqual([revocation]);
  });

  test('a user cannot take another user’s name, and frees the old one', async () => {
    const stores = await make();
    const other = { ...user, id: 'u2', name: 'admin' };
    await stores.users.put(user);
    await stores.users.put(other);
    expect(await stores.users.replace({ ...user, name: 'admin' }, user)).toBe('name-taken');
    const renamed = { ...user, name: 'demi' };
    expect(await stores.users.replace(renamed, user)).toBe('stored');
    expect(await stores.users.byName('demo')).toBeUndefined();
    expect(await stores.users.byName('demi')).toEqual(renamed);
  });

  test('removing a user frees its name and revokes its tokens; removing it again changes nothing', async () => {
    const stores = await make();
    await stores.users.put(user);
    await stores.users.remove(user, revocation);
    expect(await stores.users.get('u1')).toBeUndefined();
    expect(await stores.revocations.list()).toEqual([revocation]);
    const successor = { ...user, id: 'u2' };
    expect(await stores.users.put(successor)).toBe('stored');
    await stores.users.remove(user, revocation);
    expect(await stores.users.byName('demo')).toEqual(successor);
  });

  test('a user that has another name meanwhile is not removed', async () => {
    const stores = await make();
    await stores.users.put(user);
    const renamed = { ...user, name: 'demi' };
    await stores.users.replace(renamed, user);
    expect(await stores.users.remove(user, revocation)).toBe('stale');
    expect(await stores.users.byName('demi')).toEqual(renamed);
    expect(await stores.revocations.list()).toEqual([]);
    expect(await stores.users.remove(renamed, revocation)).toBe('removed');
    expect(await stores.users.remove(renamed, revocation)).toBe('removed');
    expect(await stores.users.byName('demi')).toBeUndefined();
  });

  test('a project is replaced and removed by the same rules', async () => {
    const stores = await make();
    await stores.projects.put(project);
    const next = { ...project, enabled: false };
    const ended: Revocation = { ...revocation, subject: 'project', id: 'p1' };
    expect(await stores.projects.replace(next, project, ended)).toBe('stored');
    expect(await stores.projects.replace(project, project)).toBe('stale');
    expect(await stores.revocations.list()).toEqual([ended]);
    await stores.projects.remove(next, ended);
    expect(await stores.projects.get('p1')).toBeUndefined();
    expect(await stores.projects.put({ ...project, id: 'p2' })).toBe('stored');
  });

  test('roles are replaced only if they have not changed; an assignment without roles is removed', async () => {
    const stores = await make();
    const member = { userId: 'u1', projectId: 'p1', roles: ['member'] } as const;
    const reader = { ...member, roles: ['reader'] } as const;
    expect(await stores.assignments.replace(member, undefined)).toBe('stored');
    expect(await stores.assignments.replace(reader, undefined)).toBe('stale');
    expect(await stores.assignments.replace(reader, member)).toBe('stored');
    const ended: Revocation = { ...revocation, subject: 'user-project', id: 'u1/p1' };
    expect(await stores.assignments.replace({ ...member, roles: [] }, member, ended)).toBe('stale');
    expect(await stores.revocations.list()).toEqual([]);
    expect(await stores.assignments.replace({ ...member, roles: [] }, reader, ended)).toBe(
      'stored',
    );
    expect(await stores.assignments.ofUser('u1')).toEqual([]);
    expect(await stores.revocations.list()).toEqual([ended]);
  });

  test('all assignments are listed', async () => {
    const stores = await make();
    await stores.assignments.put({ userId: 'u2', projectId: 'p1', roles: ['admin'] });
    await stores.assignments.put({ userId: 'u1', projectId: 'p1', roles: ['member'] });
    expect((await stores.assignments.list()).map(({ userId }) => userId)).toEqual(['u1', 'u2']);
  });

  test('the latest seed record of each thing is kept', async () => {
    const stores = await make();
    await stores.seedRecords.put({ what: 'user/demo', passwordHash: 'first' });
    await stores.seedRecords.put({ what: 'user/demo', passwordHash: 'second' });
    await stores.seedRecords.put({ what: 'project/demo' });
    expect(await stores.seedRecords.list()).toHaveLength(2);
    expect(await stores.seedRecords.list()).toContainEqual({
      what: 'user/demo',
      passwordHash: 'second',
    });
  });

  test('all projects are listed', async () => {
    const stores = await make();
    await stores.projects.put(project);
    await stores.projects.put({ ...project, id: 'p2', name: 'admin' });
    expect((await stores.projects.list()).map(({ name }) => name)).toEqual(['demo', 'admin']);
  });

  test('a user has one assignment per project, the latest', async () => {
    const stores = await make();
    await stores.assignments.put({ userId: 'u1', projectId: 'p1', roles: ['member'] });
    await stores.assignments.put({ userId: 'u1', projectId: 'p2', roles: ['admin', 'reader'] });
    await stores.assignments.put({ userId: 'u1', projectId: 'p1', roles: ['reader'] });
    await stores.assignments.put({ userId: 'u2', projectId: 'p1', roles: ['admin'] });
    expect(await stores.assignments.ofUser('u1')).toEqual([
      { userId: 'u1', projectId: 'p1', roles: ['reader'] },
      { userId: 'u1', projectId: 'p2', roles: ['admin', 'reader'] },
    ]);
    expect(await stores.assignments.ofUser('u3')).toEqual([]);
  });

  test('an application credential is found by id and in its user’s list', async () => {
    const stores = await make();
    expect(await stores.applicationCredentials.create(credential)).toBe('created');
    expect(await stores.applicationCredentials.get('c1')).toEqual(credential);
    expect(await stores.applicationCredentials.ofUser('u1')).toEqual([credential]);
    expect(await stores.applicationCredentials.get('c2')).toBeUndefined();
    expect(await stores.applicationCredentials.ofUser('u2')).toEqual([]);
  });

  test('a trust is found until it is removed', async () => {
    const stores = await make();
    const trust: Trust = {
      id: 't1',
      userId: 'u1',
      projectId: 'p1',
      roles: ['member'],
      createdAt: '2026-01-01T00:00:00.000000Z',
    };
    await stores.trusts.put(trust);
    expect(await stores.trusts.get('t1')).toEqual(trust);
    await stores.trusts.remove('t1');
    await stores.trusts.remove('t1');
    expect(await stores.trusts.get('t1')).toBeUndefined();
  });

  test('application credential names are unique per user', async () => {
    const stores = await make();
    await stores.applicationCredentials.create(credential);
    expect(await stores.applicationCredentials.create({ ...credential, id: 'c2' })).toBe('exists');
    expect(await stores.applicationCredentials.get('c2')).toBeUndefined();
    const others = { ...credential, id: 'c3', userId: 'u2' };
    expect(await stores.applicationCredentials.create(others)).toBe('created');
  });

  test('removing an application credential frees its name and revokes its tokens', async () => {
    const stores = await make();
    await stores.applicationCredentials.create(credential);
    const removal: Revocation = { ...revocation, subject: 'application-credential', id: 'c1' };
    await stores.applicationCredentials.remove(credential, removal);
    expect(await stores.applicationCredentials.get('c1')).toBeUndefined();
    expect(await stores.applicationCredentials.ofUser('u1')).toEqual([]);
    expect(await stores.revocations.list()).toEqual([removal]);
    expect(await stores.applicationCredentials.create({ ...credential, id: 'c2' })).toBe('created');
  });

  test('removing an application credential again does not affect its successor', async () => {
    const stores = await make();
    await stores.applicationCredentials.create(credential);
    const removal: Revocation = { ...revocation, subject: 'application-credential', id: 'c1' };
    await stores.applicationCredentials.remove(credential, removal);
    const successor = { ...credential, id: 'c2' };
    await stores.applicationCredentials.create(successor);
    await stores.applicationCredentials.remove(credential, removal);
    expect(await stores.applicationCredentials.ofUser('u1')).toEqual([successor]);
  });

  test('the later revocation of a subject is kept, in any order', async () => {
    const stores = await make();
    const earlier = { ...revocation, issuedBefore: '2096-11-23T09:00:00.000000Z' };
    await stores.revocations.put(earlier);
    await stores.revocations.put(revocation);
    await stores.revocations.put(earlier);
    await stores.revocations.put({ ...revocation, subject: 'token', id: 't1' });
    expect(await stores.revocations.list()).toHaveLength(2);
    expect(await stores.revocations.list()).toContainEqual(revocation);
  });

  test('several public keys coexist', async () => {
    const stores = await make();
    const key = { id: 'k1', jwk: { kty: 'OKP', crv: 'Ed25519', x: 'abc' } };
    await stores.publicKeys.put(key);
    await stores.publicKeys.put(key);
    await stores.publicKeys.put({ ...key, id: 'k2' });
    expect(await stores.publicKeys.list()).toEqual([key, { ...key, id: 'k2' }]);
  });
}
