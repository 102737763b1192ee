import type { Role } from '../../platform/core/caller.ts';

/** The roles that a role implies. `service` implies no other (`keystone/cmd/bootstrap.py`). */
const implied: Readonly<Record<Role, readonly Role[]>> = {
  admin: ['admin', 'member', 'reader'],
  member: ['member', 'reader'],
  reader: ['reader'],
  service: ['service'],
};

/** The ids of the fixed roles, the same in every deployment. */
export const roleIds: Readonly<Record<Role, string>> = {
  admin: '97b3f306d7d6ddbb5050f651e3d9dda1',
  member: '2a3eb5c6e4198a622683ae7ba509672a',
  reader: 'd922cd687830217103baefc67a75b7ca',
  service: '41a9f8030b02014e4b6929fb701ca63c',
};

/** The fixed roles, strongest first. */
export const everyRole: readonly Role[] = ['admin', 'member', 'reader', 'service'];

/** The given roles and those they imply, strongest first. */
export const withImplied = (roles: readonly Role[]): readonly Role[] =>
  everyRole.filter((role) => roles.some((given) => implied[given].includes(role)));

/** The role with that name or id. */
export const roleOf = (
  key: { readonly id: string } | { readonly name: string },
): Role | undefined =>
  everyRole.find((role) => ('id' in key ? roleIds[role] === key.id : role === key.name));
