import { afterEach, describe, expect, test } from 'vitest';
import { aRole, keystoneServer, type KeystoneServer } from '../support/keystone-server.ts';

let keystone: KeystoneServer | undefined;
afterEach(() => keystone?.close());

async function arrange() {
  keystone = await keystoneServer();
  return { ...keystone, port: keystone.trustPort() };
}

async function withTrust() {
  const world = await arrange();
  const id = await world.port.create(world.issued());
  if (id === undefined) throw new Error('no trust');
  return { ...world, id };
}

const posts = (world: { readonly asked: KeystoneServer['asked'] }) =>
  world.asked.filter(({ what }) => what === 'POST /v3/auth/tokens').length;

describe('a trust', () => {
  test("is created with the user's own token, and delegates the user's roles in the project to the service user", async () => {
    const { issued, port, trusts, asked } = await arrange();
    const token = issued({ roles: [aRole('member'), aRole('reader'), aRole('other')] });
    const id = await port.create(token);
    expect([...trusts]).toEqual([
      [
        id,
        {
          trustor_user_id: 'u1',
          trustee_user_id: 'service-user',
          project_id: 'p1',
          roles: ['member', 'reader', 'other'].map((name) => ({ id: aRole(name).id })),
          impersonation: true,
        },
      ],
    ]);
    expect(asked.at(-1)?.headers['x-auth-token']).toBe(token);
  });

  test.each([
    ['is not valid', () => 'unknown'],
    ['does not fit into a header', () => 'a\nb'],
    ['has no project', ({ issued }: KeystoneServer) => issued({ project: undefined })],
    [
      'Keystone does not let delegate',
      ({ issued }: KeystoneServer) => issued({ application_credential: { id: 'a1' } }),
    ],
  ])('is not created with a token that %s', async (_what, tokenOf) => {
    const { port, trusts, ...world } = await arrange();
    expect(await port.create(tokenOf({ ...world, trusts }))).toBeUndefined();
    expect(trusts.size).toBe(0);
  });

  test('yields tokens that stand for its user', async () => {
    const { port, id, authenticator } = await withTrust();
    const token = await port.token(id);
    expect(await authenticator().byToken(token ?? '')).toMatchObject({
      userId: 'u1',
      projectId: 'p1',
    });
  });

  test('that has ended yields no token', async () => {
    const { port, id, trusts } = await withTrust();
    trusts.delete(id);
    expect(await port.token(id)).toBeUndefined();
  });

  test.each([403, 404])('that Keystone answers with %i yields no token', async (status) => {
    const { port, id, state } = await withTrust();
    state.misbehaves = (_request, response) => void response.writeHead(status).end();
    expect(await port.token(id)).toBeUndefined();
  });

  test('still yields tokens after the password of the service user was rotated', async () => {
    const { port, id, state } = await withTrust();
    state.password = 'another';
    expect(await port.token(id)).toBeDefined();
  });

  test('does not count as ended while the service user cannot log in', async () => {
    const { id, trustPort, connection, state } = await withTrust();
    const old = await connection.serviceCredential();
    const port = trustPort({ serviceCredential: async () => old });
    expect(await port.token(id)).toBeDefined();
    state.password = 'another';
    await expect(port.token(id)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('does not count as ended while Keystone fails', async () => {
    const { port, id, state } = await withTrust();
    state.misbehaves = (_request, response) => void response.writeHead(500).end();
    await expect(port.token(id)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(port.end(id)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(port.create('token')).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('is deleted with a token of its user', async () => {
    const { port, id, trusts } = await withTrust();
    await port.end(id);
    expect(trusts.size).toBe(0);
  });

  test('may be ended twice, also concurrently', async () => {
    const { port, id, trusts } = await withTrust();
    await Promise.all([port.end(id), port.end(id)]);
    await port.end(id);
    expect(trusts.size).toBe(0);
  });

  test('whose id is a path is not sent to Keystone', async () => {
    const world = await arrange();
    expect(await world.port.token('..')).toBeUndefined();
    await world.port.end('../../users/u1');
    expect(world.asked).toEqual([]);
  });

  test('needs one login per token, and one of the service user in all', async () => {
    const world = await withTrust();
    const before = posts(world);
    await world.port.token(world.id);
    await world.port.token(world.id);
    expect(posts(world) - before).toBe(2);
  });
});
