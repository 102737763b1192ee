import { type CompactJWSHeaderParameters, compactVerify, errors } from 'jose';
import type { PublicKey } from '../core/identity.ts';
import type { TokenReader } from '../ports.ts';
import { algorithm, tokenType } from './algorithm.ts';
import { expandClaims } from './claims.ts';

/** In characters. Longer texts cannot be our tokens, and are not parsed. */
const longestToken = 8192;

export function joseTokenReader(): TokenReader {
  return {
    async read(token, keyOf) {
      if (token.length > longestToken) return undefined;
      try {
        const { payload, protectedHeader } = await compactVerify(
          token,
          (header) => verificationKey(header, keyOf),
          { algorithms: [algorithm] },
        );
        return protectedHeader.typ === tokenType
          ? expandClaims(new TextDecoder().decode(payload))
          : undefined;
      } catch (refusal) {
        if (refusal instanceof errors.JOSEError) return undefined;
        throw refusal;
      }
    },
  };
}

async function verificationKey(
  { kid }: CompactJWSHeaderParameters,
  keyOf: (keyId: string) => Promise<PublicKey | undefined>,
) {
  const key = kid === undefined ? undefined : await keyOf(kid);
  if (!key) throw new errors.JWKSNoMatchingKey();
  // Not imported here: jose imports a JWK object once and caches the key.
  return key.jwk;
}
