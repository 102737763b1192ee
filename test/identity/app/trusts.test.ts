import { describe, expect, test } from 'vitest';
import { issueToken } from '../../../functions/identity/app/issue-token.ts';
import { authenticate } from '../../../functions/identity/app/authenticate.ts';
import { changeTrust, issueTrustToken } from '../../../functions/identity/app/trusts.ts';
import { tokenVerifier } from '../../../functions/identity/app/verify-token.ts';
import type { Role } from '../../../functions/platform/core/caller.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { idOf, identityWorld } from '../support/identity-world.ts';

/** A user of `demo` with a token and a trust, and the requests of the alarming service. */
async function arrange(roles: readonly Role[] = ['member']) {
  const world = await identityWorld();
  const ports = { ...world.ports, verifyToken: tokenVerifier(world.ports, 0) };
  const project = await world.project('demo');
  const user = await world.user('demo');
  await world.assign('demo', 'demo', ...roles);
  const granted: readonly Role[] = roles.includes('member') ? [...roles, 'reader'] : roles;
  const since = world.clock.now();
  const grant = { since, user, project, roles: granted, methods: ['password'] };
  const { token } = await issueToken(ports, grant);
  const create = async (from: string) =>
    (await changeTrust(ports, { trust: 'create', token: from })).id;
  const use = async (id = '') => (await issueTrustToken(ports, { id })).token;
  const id = (await create(token)) ?? '';
  return { ...world, ports, grant, create, use, id };
}

describe('a trust', () => {
  test('yields tokens with the roles of its creator, valid for five minutes', async () => {
    const { ports, use, id, clock } = await arrange();
    expect(await ports.verifyToken((await use(id)) ?? '')).toMatchObject({
      userId: idOf('user', 'demo'),
      project: { id: idOf('project', 'demo') },
      roles: ['member', 'reader'],
      methods: ['trust'],
      expiresAt: after(clock.now(), 300),
    });
  });

  test('does not pass on roles that its user has lost or got since', async () => {
    const { ports, use, id, assign } = await arrange();
    await assign('demo', 'demo', 'reader', 'service');
    expect((await ports.verifyToken((await use(id)) ?? ''))?.roles).toEqual(['reader']);
  });

  test('yields no token once its user has no role left', async () => {
    const { use, id, assign } = await arrange();
    await assign('demo', 'demo');
    expect(await use(id)).toBeUndefined();
  });

  test('yields no token while its user is disabled', async () => {
    const { use, id, user } = await arrange();
    await user('demo', { enabled: false });
    expect(await use(id)).toBeUndefined();
  });

  test('yields no token while its project is disabled', async () => {
    const { use, id, project } = await arrange();
    await project('demo', { enabled: false });
    expect(await use(id)).toBeUndefined();
  });

  test('yields no token once it has ended, nor does an unknown one', async () => {
    const { ports, use, id } = await arrange();
    await changeTrust(ports, { trust: 'end', id });
    expect(await use(id)).toBeUndefined();
    expect(await use('another')).toBeUndefined();
  });

  test.each(['x'.repeat(3000), '', '\ud800', 'constructor'])(
    'with the impossible id %j yields no token and ends without an error',
    async (impossible) => {
      const { ports, use } = await arrange();
      expect(await use(impossible)).toBeUndefined();
      expect(await changeTrust(ports, { trust: 'end', id: impossible })).toEqual({});
    },
  );

  test('cannot be created with an invalid, unscoped, restricted or trust token', async () => {
    const { ports, create, use, id, grant } = await arrange();
    const { project: _, ...unscoped } = grant;
    const credential = {
      id: 'c1',
      name: 'c',
      description: null,
      userId: grant.user.id,
      projectId: grant.project.id,
      roles: grant.roles,
      secretHash: '',
      expiresAt: null,
      unrestricted: false,
      createdAt: ports.clock.now(),
    };
    expect(await create('nonsense')).toBeUndefined();
    expect(await create((await issueToken(ports, unscoped)).token)).toBeUndefined();
    expect(await create((await issueToken(ports, { ...grant, credential })).token)).toBeUndefined();
    expect(await create((await use(id)) ?? '')).toBeUndefined();
  });

  test('yields tokens that cannot be exchanged', async () => {
    const { ports, use, id } = await arrange();
    const token = (await use(id)) ?? '';
    const login = { method: 'token', token } as const;
    await expect(
      authenticate(ports, {
        logins: [login],
        scope: undefined,
        source: { address: '', requestId: '' },
      }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
