import { afterEach, describe, expect, test } from 'vitest';
import {
  createApplicationCredential,
  deleteApplicationCredential,
} from '../../../functions/identity/app/application-credentials.ts';
import { credentialTokens } from '../../../functions/identity/app/credential-tokens.ts';
import { tokenVerifier } from '../../../functions/identity/app/verify-token.ts';
import { keystoneCredentialTokens } from '../../../functions/identity/existing-keystone/client/keystone-credential-tokens.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { claims, idOf, identityWorld } from '../support/identity-world.ts';
import { keystoneServer, type KeystoneServer } from '../support/keystone-server.ts';

/** A user of `demo` with an application credential of the role `reader`. */
async function arrange(expiresAt?: string) {
  const world = await identityWorld();
  await world.project('demo');
  await world.user('demo');
  await world.assign('demo', 'demo', 'member');
  const { credential, secret } = await createApplicationCredential(world.ports, claims(), {
    userId: idOf('user', 'demo'),
    name: 'for a function',
    description: null,
    roles: ['reader'],
    expiresAt,
    unrestricted: false,
  });
  const port = credentialTokens(world.ports, 'https://cloud.example/identity/v3');
  const verify = tokenVerifier(world.ports, 0);
  const token = (seconds = 360, with_ = secret) =>
    port.token({ id: credential.id, secret: with_ }, seconds);
  return { ...world, credential, token, verify };
}

describe('a token for a function', () => {
  test("has its credential's rights and no others, and lives as long as asked", async () => {
    const { token, verify, clock, credential } = await arrange();
    expect(await verify((await token()) ?? '')).toMatchObject({
      userId: idOf('user', 'demo'),
      project: { id: idOf('project', 'demo') },
      roles: ['reader'],
      methods: ['application_credential'],
      applicationCredential: { id: credential.id, unrestricted: false },
      expiresAt: after(clock.now(), 360),
    });
  });

  test('ends with its credential', async () => {
    const { token, verify, clock } = await arrange('2026-11-23T10:01:00');
    expect((await verify((await token()) ?? ''))?.expiresAt).toBe('2026-11-23T10:01:00.000000Z');
    clock.pass(60);
    expect(await token()).toBeUndefined();
  });

  test('is not issued by a deleted credential, and one issued before is revoked', async () => {
    const { ports, token, verify, credential } = await arrange();
    const issued = (await token()) ?? '';
    await deleteApplicationCredential(ports, claims(), credential);
    expect([await token(), await verify(issued)]).toEqual([undefined, undefined]);
  });

  test('is not issued to a user who lost the role, or is disabled', async () => {
    const { token, assign, user } = await arrange();
    await assign('demo', 'demo');
    expect(await token()).toBeUndefined();
    await assign('demo', 'demo', 'member');
    expect(await token()).toBeDefined();
    await user('demo', { enabled: false });
    expect(await token()).toBeUndefined();
  });

  test('is not issued by a wrong secret, which does not count as a guess', async () => {
    const { token } = await arrange();
    for (let guess = 0; guess < 30; guess += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after another
      expect(await token(360, 'wrong')).toBeUndefined();
    expect(await token()).toBeDefined();
  });
});

describe('with an existing Keystone, a token for a function', () => {
  let keystone: KeystoneServer | undefined;
  afterEach(() => keystone?.close());

  test("is Keystone's own, without our service user; none for what Keystone refuses", async () => {
    keystone = await keystoneServer();
    const { applicationCredentials, connection, authenticator, asked, state } = keystone;
    const credential = { id: 'c1', secret: 's1' };
    applicationCredentials.set('c1', { secret: 's1', token: keystone.token() });
    const port = keystoneCredentialTokens(connection.url);
    expect(port.authUrl).toBe(connection.url);
    const token = await port.token(credential, 60);
    expect(asked.map(({ what }) => what)).toEqual(['POST /v3/auth/tokens']);
    expect(await authenticator().byToken(token ?? '')).toMatchObject({ userId: 'u1' });
    expect(await port.token({ ...credential, secret: 'wrong' }, 60)).toBeUndefined();
    applicationCredentials.delete('c1');
    expect(await port.token(credential, 60)).toBeUndefined();
    state.misbehaves = (_request, response) => void response.writeHead(500).end();
    await expect(port.token(credential, 60)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
