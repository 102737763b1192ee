import { CompactSign, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { tokenVerifier } from '../../../functions/identity/app/verify-token.ts';
import { revocationOf } from '../../../functions/identity/core/token-life.ts';
import { joseSigningKeys } from '../../../functions/identity/jose/signing-key.ts';
import { joseTokenSigner } from '../../../functions/identity/jose/token-signer.ts';
import { claims, identityWorld } from '../support/identity-world.ts';

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function arrange() {
  const world = await identityWorld();
  const token = await world.ports.tokenSigner.sign(claims());
  const [header = '', payload = '', signature = ''] = token.split('.');
  const kid = JSON.parse(Buffer.from(header, 'base64url').toString()).kid;
  return { ...world, token, header, payload, signature, kid, verify: tokenVerifier(world.ports) };
}

/** Counts the reads of keys and revocations. */
async function arrangeCounting() {
  const world = await identityWorld();
  const reads = { keys: 0, revocations: 0 };
  const publicKeys = {
    ...world.ports.publicKeys,
    list: async () => {
      reads.keys += 1;
      return world.ports.publicKeys.list();
    },
  };
  const revocations = {
    ...world.ports.revocations,
    list: async () => {
      reads.revocations += 1;
      return world.ports.revocations.list();
    },
  };
  const token = await world.ports.tokenSigner.sign(claims());
  return {
    ...world,
    reads,
    token,
    verify: tokenVerifier({ ...world.ports, publicKeys, revocations }),
  };
}

test('a token we signed yields the claims we signed', async () => {
  const { verify, token } = await arrange();
  expect(await verify(token)).toEqual(claims());
});

test('a token is short enough for a header', async () => {
  const { token } = await arrange();
  expect(token.length).toBeLessThan(1024);
});

test('an expired token is refused', async () => {
  const { verify, token, clock } = await arrange();
  clock.pass(3600);
  expect(await verify(token)).toBeUndefined();
});

test('a token with changed claims is refused', async () => {
  const { verify, header, payload, signature } = await arrange();
  const changed = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const forged = base64({ ...changed, rol: ['admin'] });
  expect(await verify(`${header}.${forged}.${signature}`)).toBeUndefined();
});

test('a token signed with another key under our key id is refused', async () => {
  const { verify, payload, kid } = await arrange();
  const { privateKey } = await generateKeyPair('EdDSA');
  const forged = await new CompactSign(Buffer.from(payload, 'base64url'))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'taibai-token', kid })
    .sign(privateKey);
  expect(await verify(forged)).toBeUndefined();
});

test('a token naming an unknown key is refused', async () => {
  const { verify } = await arrange();
  const signer = joseTokenSigner(() => joseSigningKeys.generate());
  expect(await verify(await signer.sign(claims()))).toBeUndefined();
});

test.each(['none', 'None', 'HS256', 'ES256'])('a token with alg %s is refused', async (alg) => {
  const { verify, payload, signature, kid } = await arrange();
  const header = base64({ alg, typ: 'taibai-token', kid });
  expect(await verify(`${header}.${payload}.${signature}`)).toBeUndefined();
  expect(await verify(`${header}.${payload}.`)).toBeUndefined();
});

test('a token without a key id is refused', async () => {
  const { verify, payload, signature } = await arrange();
  const header = base64({ alg: 'EdDSA', typ: 'taibai-token' });
  expect(await verify(`${header}.${payload}.${signature}`)).toBeUndefined();
});

test('another text signed with our key is refused', async () => {
  const { verify, payload, kid, ports } = await arrange();
  const secret = await joseSigningKeys.generate();
  const key = (await joseSigningKeys.publicKeyOf(secret))!;
  await ports.publicKeys.put({ ...key, id: kid });
  const { importSigningKey } = await import('../../../functions/identity/jose/signing-key.ts');
  const { privateKey } = (await importSigningKey(secret))!;
  const other = await new CompactSign(Buffer.from(payload, 'base64url'))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid })
    .sign(privateKey);
  expect(await verify(other)).toBeUndefined();
});

test('a token truncated anywhere is refused', async () => {
  const { verify, token } = await arrange();
  const cuts = await Promise.all(
    Array.from({ length: token.length }, (_, length) => verify(token.slice(0, length))),
  );
  expect(cuts.every((found) => found === undefined)).toBe(true);
});

test.each(['', '.', '..', 'a.b.c', 'notused', '💥', 'x'.repeat(100_000)])(
  'text that is not a token is refused',
  async (text) => {
    const { verify } = await arrange();
    expect(await verify(text)).toBeUndefined();
  },
);

test('a token revoked elsewhere is refused within five seconds', async () => {
  const { verify, token, clock, ports } = await arrange();
  expect(await verify(token)).toBeDefined();
  await ports.revocations.put(revocationOf('token', claims().id, clock.now()));
  clock.pass(5);
  expect(await verify(token)).toBeUndefined();
});

test('without a cache a revocation takes effect at once', async () => {
  const { token, clock, ports } = await arrange();
  const verify = tokenVerifier(ports, 0);
  expect(await verify(token)).toBeDefined();
  await ports.revocations.put(revocationOf('token', claims().id, clock.now()));
  expect(await verify(token)).toBeUndefined();
});

test('many tokens in five seconds cost one read of keys and one of revocations', async () => {
  const { verify, token, reads, clock } = await arrangeCounting();
  await Promise.all([verify(token), verify(token), verify(token)]);
  clock.pass(4);
  await verify(token);
  expect(reads).toEqual({ keys: 1, revocations: 1 });
});

test('a new signing key is found when its first token arrives', async () => {
  const { verify, token, clock, ports } = await arrange();
  await verify(token);
  const secret = await joseSigningKeys.generate();
  await ports.publicKeys.put((await joseSigningKeys.publicKeyOf(secret))!);
  clock.pass(5);
  const fresh = await joseTokenSigner(async () => secret).sign(claims());
  expect(await verify(fresh)).toBeDefined();
  expect(await verify(token)).toBeDefined();
});

test('tokens with invented key ids do not cause a read of the keys each time', async () => {
  const { verify, reads } = await arrangeCounting();
  for (let count = 0; count < 5; count++) {
    const stranger = joseTokenSigner(() => joseSigningKeys.generate());
    await verify(await stranger.sign(claims()));
  }
  expect(reads.keys).toBe(1);
});

test('an outage of the store is an error, not a refusal, and the read is retried', async () => {
  const { ports, token } = await arrange();
  let broken = true;
  const revocations = {
    ...ports.revocations,
    list: async () => {
      if (broken) throw new Error('table gone');
      return [];
    },
  };
  const verify = tokenVerifier({ ...ports, revocations });
  await expect(verify(token)).rejects.toThrow('table gone');
  broken = false;
  expect(await verify(token)).toBeDefined();
});
