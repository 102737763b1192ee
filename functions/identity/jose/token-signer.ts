import { CompactSign } from 'jose';
import type { TokenSigner } from '../ports.ts';
import { algorithm, tokenType } from './algorithm.ts';
import { compactClaims } from './claims.ts';
import { importSigningKey, type SigningKey } from './signing-key.ts';

/** Signs with the private key that `load` returns. It is loaded for the first token, and again after a failure. */
export function joseTokenSigner(load: () => Promise<string | undefined>): TokenSigner {
  let loaded: SigningKey | undefined;
  const signingKey = async (): Promise<SigningKey> => {
    loaded ??= await importSigningKey((await load()) ?? '');
    if (!loaded) throw new Error('the secret of the signing key holds no key');
    return loaded;
  };
  return {
    async sign(claims) {
      const { id, privateKey } = await signingKey();
      return new CompactSign(new TextEncoder().encode(compactClaims(claims)))
        .setProtectedHeader({ alg: algorithm, typ: tokenType, kid: id })
        .sign(privateKey);
    },
  };
}
