import { isAdmin } from '../../platform/core/caller.ts';
import type { TokenClaims } from '../core/identity.ts';
import { forbidden } from '../core/refusal.ts';

/** Keystone's `rule:admin_required`. The refusal comes before any look-up, so it tells nothing of what exists. */
export function requireAdmin(asker: TokenClaims, policy: string): void {
  if (!isAdmin(asker)) throw forbidden(policy);
}
