import type { Role } from '../../platform/core/caller.ts';
import type { ApplicationCredential, TokenClaims } from './identity.ts';
import type { Instant } from '../../platform/core/instant.ts';
import { forbidden, invalidApplicationCredential } from './refusal.ts';
import { withImplied } from './roles.ts';

/**
 * The roles of a new credential: the requested ones with those they imply, or all of the creator's
 * token. A token cannot pass on a role that it lacks (`keystone/api/users.py`, `_get_roles`).
 */
export function rolesToGrant(requested: readonly Role[], held: readonly Role[]): readonly Role[] {
  if (requested.length === 0) return held;
  const roles = withImplied(requested);
  if (!roles.every((role) => held.includes(role)))
    throw invalidApplicationCredential(
      'Cannot create an application credential with unassigned role',
    );
  return roles;
}

/** The credential's roles that its user still holds in the project. */
export const remainingRoles = (
  credential: Pick<ApplicationCredential, 'roles'>,
  held: readonly Role[],
): readonly Role[] => credential.roles.filter((role) => held.includes(role));

/** A credential has expired at `expiresAt` itself, not only after it. */
export const hasExpired = (
  { expiresAt }: Pick<ApplicationCredential, 'expiresAt'>,
  now: Instant,
): boolean => expiresAt !== null && expiresAt <= now;

/** Refuses tokens of restricted credentials to create or delete credentials. The two full stops are Keystone's. */
export function requireUnrestricted({ applicationCredential }: TokenClaims): void {
  if (applicationCredential && !applicationCredential.unrestricted)
    throw forbidden(
      "Using method 'application_credential' is not allowed for managing additional application credentials.",
    );
}
