import { isAdmin } from '../../platform/core/caller.ts';
import type { TokenClaims } from '../core/identity.ts';
import { forbidden } from '../core/refusal.ts';

/*
 * Keystone's policies. A use case checks them before it looks anything up, so that a refusal does not
 * reveal what exists.
 */

/** Keystone's `rule:admin_required`. */
export function requireAdmin(requester: TokenClaims, policy: string): void {
  if (!isAdmin(requester)) throw forbidden(policy);
}

/** Keystone's `rule:admin_or_owner`: a user, for their own things, or an administrator. */
export function requireOwnerOrAdmin(requester: TokenClaims, userId: string, policy: string): void {
  if (requester.userId !== userId) requireAdmin(requester, policy);
}
