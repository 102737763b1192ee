import type { PublicKey, TokenClaims } from '../core/identity.ts';
import { isAlive } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';
import { remembered } from './remembered.ts';

/** A key that was withdrawn stops counting within this time. */
const keysAtMostSeconds = 60;
/** Tokens naming keys nobody knows make us read the keys at most this often. */
const unknownKeyAtMostSeconds = 5;
/** How late a revocation may be seen outside the identity API. */
const revocationsAtMostSeconds = 5;

export type VerifyToken = (token: string) => Promise<TokenClaims | undefined>;

/** Makes the check every service does on a token: signed by us, not expired, not revoked. Undefined for all else. */
export function tokenVerifier(
  { clock, identity, tokenReader }: Pick<Ports, 'clock' | 'identity' | 'tokenReader'>,
  revocationsAtMost = revocationsAtMostSeconds,
): VerifyToken {
  const keys = remembered(clock, () => identity.publicKeys());
  const revocations = remembered(clock, () => identity.revocations());

  const keyOf = async (id: string): Promise<PublicKey | undefined> => {
    const named = (key: PublicKey) => key.id === id;
    const known = await keys(keysAtMostSeconds);
    return known.find(named) ?? (await keys(unknownKeyAtMostSeconds)).find(named);
  };

  return async (token) => {
    const claims = await tokenReader.read(token, keyOf);
    if (!claims || !isAlive(claims, clock.now(), [])) return undefined;
    return isAlive(claims, clock.now(), await revocations(revocationsAtMost)) ? claims : undefined;
  };
}
