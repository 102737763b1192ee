import type { PublicKey } from '../core/identity.ts';
import { isValid } from '../core/token-life.ts';
import type { Ports, VerifyToken } from '../ports.ts';
import { cached } from './cached.ts';

/** A withdrawn key is no longer accepted after this time. */
const keysMaximumAgeSeconds = 60;
/** How often at most the keys are read because a token names an unknown one. */
const unknownKeyMaximumAgeSeconds = 5;
/** How late a revocation may take effect outside the identity API. */
const defaultRevocationsMaximumAgeSeconds = 5;

/** Verifies that a token is signed by us, has not expired and is not revoked. */
export function tokenVerifier(
  {
    clock,
    publicKeys,
    revocations,
    tokenReader,
  }: Pick<Ports, 'clock' | 'publicKeys' | 'revocations' | 'tokenReader'>,
  revocationsMaximumAgeSeconds = defaultRevocationsMaximumAgeSeconds,
): VerifyToken {
  const cachedKeys = cached(clock, () => publicKeys.list());
  const cachedRevocations = cached(clock, () => revocations.list());

  const keyOf = async (id: string): Promise<PublicKey | undefined> => {
    const named = (key: PublicKey) => key.id === id;
    const known = await cachedKeys(keysMaximumAgeSeconds);
    return known.find(named) ?? (await cachedKeys(unknownKeyMaximumAgeSeconds)).find(named);
  };

  return async (token) => {
    const claims = await tokenReader.read(token, keyOf);
    if (!claims || !isValid(claims, clock.now(), [])) return undefined;
    const revoked = await cachedRevocations(revocationsMaximumAgeSeconds);
    return isValid(claims, clock.now(), revoked) ? claims : undefined;
  };
}
