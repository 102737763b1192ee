import type { Role } from '../../platform/core/caller.ts';
import type { TokenClaims } from '../core/identity.ts';
import { forbidden, immutableRole, nameTaken, notFound } from '../core/refusal.ts';
import { everyRole, roleIds, roleOf } from '../core/roles.ts';
import { requireAdmin } from './authorization.ts';

/*
 * The four roles are fixed, because the services know them by name. Creating, changing and deleting
 * roles is always refused.
 */

export function listRoles(requester: TokenClaims): readonly Role[] {
  requireAdmin(requester, 'identity:list_roles');
  return everyRole;
}

export function showRole(requester: TokenClaims, id: string): Role {
  requireAdmin(requester, 'identity:get_role');
  return existingRole(id);
}

/** Reads the name only for an administrator; others get 403 even for a malformed request. */
export async function createRole(
  requester: TokenClaims,
  readName: () => Promise<string>,
): Promise<never> {
  requireAdmin(requester, 'identity:create_role');
  const name = await readName();
  throw roleOf({ name }) ? nameTaken('role', name) : forbidden('identity:create_role');
}

export function changeRole(requester: TokenClaims, id: string): never {
  requireAdmin(requester, 'identity:update_role');
  throw immutableRole('update', roleIds[existingRole(id)]);
}

export function deleteRole(requester: TokenClaims, id: string): never {
  requireAdmin(requester, 'identity:delete_role');
  throw immutableRole('delete', roleIds[existingRole(id)]);
}

function existingRole(id: string): Role {
  const role = roleOf({ id });
  if (!role) throw notFound('role', id);
  return role;
}
