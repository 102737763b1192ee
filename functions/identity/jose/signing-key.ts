import {
  calculateJwkThumbprint,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK_OKP_Private,
} from 'jose';
import * as z from 'zod/mini';
import type { SigningKeys } from '../ports.ts';
import { algorithm } from './algorithm.ts';

const privateJwk = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string(),
  x: z.string(),
  d: z.string(),
});

export interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey | Uint8Array;
}

/** Private keys are stored as the text of a JWK; a key's id is its thumbprint (RFC 7638). */
export const joseSigningKeys: SigningKeys = {
  async generate() {
    const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
    const jwk = await exportJWK(privateKey);
    return JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk) });
  },

  async publicKeyOf(privateKey) {
    const jwk = parse(privateKey);
    return jwk && { id: jwk.kid, jwk: { kty: jwk.kty, crv: jwk.crv, x: jwk.x } };
  },
};

export async function importSigningKey(text: string): Promise<SigningKey | undefined> {
  const jwk = parse(text);
  return jwk && { id: jwk.kid, privateKey: await importJWK(jwk, algorithm) };
}

function parse(text: string): (z.infer<typeof privateJwk> & JWK_OKP_Private) | undefined {
  try {
    return privateJwk.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
