import { isAdmin } from '../../platform/core/caller.ts';
import type { TokenClaims } from '../core/identity.ts';
import { forbidden, tokenNotFound } from '../core/refusal.ts';
import { revocationOf } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';

interface SubjectToken {
  readonly requester: TokenClaims;
  /** The token the request is about. */
  readonly token: string;
}

/** The claims of a token, for its own user, administrators and services. */
export async function validateToken(
  { verifyToken }: Pick<Ports, 'verifyToken'>,
  { requester, token }: SubjectToken,
): Promise<TokenClaims> {
  const claims = await verifyToken(token);
  if (!claims) throw tokenNotFound();
  if (!isOwnerOrAdmin(requester, claims) && !requester.roles.includes('service'))
    throw forbidden('identity:validate_token');
  return claims;
}

/** Revokes a token, for its own user and administrators. */
export async function revokeToken(
  { clock, revocations, verifyToken }: Pick<Ports, 'clock' | 'revocations' | 'verifyToken'>,
  { requester, token }: SubjectToken,
): Promise<void> {
  const claims = await verifyToken(token);
  if (!claims) throw tokenNotFound();
  if (!isOwnerOrAdmin(requester, claims)) throw forbidden('identity:revoke_token');
  await revocations.put(revocationOf('token', claims.id, clock.now()));
}

const isOwnerOrAdmin = (requester: TokenClaims, claims: TokenClaims): boolean =>
  requester.userId === claims.userId || isAdmin(requester);
