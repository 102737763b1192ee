import { isAdmin } from '../../platform/core/caller.ts';
import type { TokenClaims } from '../core/identity.ts';
import { forbidden, tokenNotFound } from '../core/refusal.ts';
import { revocationOf } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';
import type { VerifyToken } from './verify-token.ts';

interface AboutAToken {
  /** Who asks. */
  readonly asker: TokenClaims;
  /** The token asked about. */
  readonly token: string;
}

/** Says what a token stands for: to its own user, to administrators and to services. */
export async function validateToken(
  { verifyToken }: { readonly verifyToken: VerifyToken },
  { asker, token }: AboutAToken,
): Promise<TokenClaims> {
  const claims = await verifyToken(token);
  if (!claims) throw tokenNotFound();
  if (!maySee(asker, claims) && !asker.roles.includes('service'))
    throw forbidden('identity:validate_token');
  return claims;
}

/** Ends a token before its time: one's own, or as an administrator anybody's. */
export async function revokeToken(
  ports: Pick<Ports, 'clock' | 'identity'> & { readonly verifyToken: VerifyToken },
  { asker, token }: AboutAToken,
): Promise<void> {
  const claims = await ports.verifyToken(token);
  if (!claims) throw tokenNotFound();
  if (!maySee(asker, claims)) throw forbidden('identity:revoke_token');
  await ports.identity.revoke(revocationOf('token', claims.id, ports.clock.now()));
}

const maySee = (asker: TokenClaims, claims: TokenClaims): boolean =>
  asker.userId === claims.userId || isAdmin(asker);
