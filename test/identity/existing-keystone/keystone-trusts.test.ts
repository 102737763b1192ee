import { afterEach, describe, expect, test } from 'vitest';
import { aRole, keystoneServer, type KeystoneServer } from '../support/keystone-server.ts';

let keystone: KeystoneServer | undefined;
afterEach(() => keystone?.close());

async function arrange() {
  keystone = await keystoneServer();
  return { ...keystone, port: keystone.keptTrusts() };
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
  test("is made with the user's own token: he lends his roles in his project to the service user", async () => {
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
    ['fits no header', () => 'a\nb'],
    ['is not of a project', ({ issued }: KeystoneServer) => issued({ project: undefined })],
    [
      'Keystone lets make none',
      ({ issued }: KeystoneServer) => issued({ application_credential: { id: 'a1' } }),
    ],
  ])('is not made with a token that %s', async (_what, tokenOf) => {
    const { port, trusts, ...world } = await arrange();
    expect(await port.create(tokenOf({ ...world, trusts }))).toBeUndefined();
    expect(trusts.size).toBe(0);
  });

  test('gives tokens that stand for its user', async () => {
    const { port, id, authenticator } = await withTrust();
    const token = await port.token(id);
    expect(await authenticator().byToken(token ?? '')).toMatchObject({
      userId: 'u1',
      projectId: 'p1',
    });
  });

  test('that has ended gives no token', async () => {
    const { port, id, trusts } = await withTrust();
    trusts.delete(id);
    expect(await port.token(id)).toBeUndefined();
  });

  test.each([403, 404])('that Keystone answers with %i gives no token', async (status) => {
    const { port, id, state } = await withTrust();
    state.misbehaves = (_request, response) => void response.writeHead(status).end();
    expect(await port.token(id)).toBeUndefined();
  });

  test('gives tokens also after the password of the service user was rotated', async () => {
    const { port, id, state } = await withTrust();
    state.password = 'another';
    expect(await port.token(id)).toBeDefined();
  });

  test('is not taken for ended while the service user cannot log in', async () => {
    const { id, keptTrusts, place, state } = await withTrust();
    const old = await place.serviceCredential();
    const port = keptTrusts({ serviceCredential: async () => old });
    expect(await port.token(id)).toBeDefined();
    state.password = 'another';
    await expect(port.token(id)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('is not taken for ended while Keystone is out of order', async () => {
    const { port, id, state } = await withTrust();
    state.misbehaves = (_request, response) => void response.writeHead(500).end();
    await expect(port.token(id)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(port.end(id)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(port.create('token')).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('is ended in the name of its user', async () => {
    const { port, id, trusts } = await withTrust();
    await port.end(id);
    expect(trusts.size).toBe(0);
  });

  test('may be ended again, or by two at once', async () => {
    const { port, id, trusts } = await withTrust();
    await Promise.all([port.end(id), port.end(id)]);
    await port.end(id);
    expect(trusts.size).toBe(0);
  });

  test('whose id leads elsewhere is asked about nowhere', async () => {
    const world = await arrange();
    expect(await world.port.token('..')).toBeUndefined();
    await world.port.end('../../users/u1');
    expect(world.asked).toEqual([]);
  });

  test('needs one log-in of its own each time, and one of the service user in all', async () => {
    const world = await withTrust();
    const before = posts(world);
    await world.port.token(world.id);
    await world.port.token(world.id);
    expect(posts(world) - before).toBe(2);
  });
});
