import type { TokenClaims } from '../core/identity.ts';
import { notFound } from '../core/refusal.ts';
import { requireOwnerOrAdmin } from './authorization.ts';

/* Nobody has access rules: an application credential with some is refused. */

export function requireAccessRuleReader(requester: TokenClaims, userId: string): void {
  requireOwnerOrAdmin(requester, userId, 'identity:list_access_rules');
}

export function refuseAccessRule(
  requester: TokenClaims,
  verb: 'get' | 'delete',
  { userId, id }: { readonly userId: string; readonly id: string },
): never {
  requireOwnerOrAdmin(requester, userId, `identity:${verb}_access_rule`);
  throw notFound('Access Rule', id);
}
