import type { Role } from '../../platform/core/caller.ts';
import type { ApplicationCredential, TokenClaims } from './identity.ts';
import type { Instant } from '../../platform/core/instant.ts';
import { forbidden, invalidApplicationCredential } from './refusal.ts';
import { withImplied } from './roles.ts';

/**
 * The roles a new credential gets: those asked for with what they imply, or all of the maker's token.
 * Nobody passes on a role that his own token does not hold (`keystone/api/users.py`, `_get_roles`).
 */
export function rolesToGrant(asked: readonly Role[], held: readonly Role[]): readonly Role[] {
  if (asked.length === 0) return held;
  const wanted = withImplied(asked);
  if (!wanted.every((role) => held.includes(role)))
    throw invalidApplicationCredential(
      'Cannot create an application credential with unassigned role',
    );
  return wanted;
}

/** What a credential may do now: of its roles those its user still has in the project. */
export const rolesLeft = (
  credential: Pick<ApplicationCredential, 'roles'>,
  held: readonly Role[],
): readonly Role[] => credential.roles.filter((role) => held.includes(role));

/** A credential ends at its moment, not after it. */
export const hasExpired = (
  { expiresAt }: Pick<ApplicationCredential, 'expiresAt'>,
  now: Instant,
): boolean => expiresAt !== null && expiresAt <= now;

/** A token from a restricted credential neither makes nor removes credentials. The two full stops are Keystone's. */
export function requireUnrestricted({ applicationCredential }: TokenClaims): void {
  if (applicationCredential && !applicationCredential.unrestricted)
    throw forbidden(
      "Using method 'application_credential' is not allowed for managing additional application credentials.",
    );
}
