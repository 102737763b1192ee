import { whileStale } from '../../platform/app/while-stale.ts';
import type { Role } from '../../platform/core/caller.ts';
import type { TokenClaims } from '../core/identity.ts';
import { changedMeanwhile, grantNotFound, notFound } from '../core/refusal.ts';
import { roleOf } from '../core/roles.ts';
import { revocationOf, userInProject } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';
import { requireAdmin } from './authorization.ts';
import { existingProject, existingUser } from './look-up.ts';

/** A role of a user in a project, all by id. */
export interface Grant {
  readonly userId: string;
  readonly projectId: string;
  readonly roleId: string;
}

type ReadPorts = Pick<Ports, 'assignments' | 'projects' | 'users'>;
type ChangePorts = ReadPorts & Pick<Ports, 'clock' | 'ids' | 'sleep'>;

/** The roles a user was given in a project, without implied ones. */
export async function listGrants(
  ports: ReadPorts,
  requester: TokenClaims,
  where: Pick<Grant, 'userId' | 'projectId'>,
): Promise<readonly Role[]> {
  requireAdmin(requester, 'identity:list_grants');
  await Promise.all([existingUser(ports, where.userId), existingProject(ports, where.projectId)]);
  return (await assignmentOf(ports, where))?.roles ?? [];
}

export async function checkGrant(
  ports: ReadPorts,
  requester: TokenClaims,
  grant: Grant,
): Promise<void> {
  requireAdmin(requester, 'identity:check_grant');
  const role = await existingRole(ports, grant);
  const held = await assignmentOf(ports, grant);
  if (!held?.roles.includes(role)) throw missing(grant);
}

/** Grants a role; granting it again changes nothing. */
export async function createGrant(
  ports: ChangePorts,
  requester: TokenClaims,
  grant: Grant,
): Promise<void> {
  requireAdmin(requester, 'identity:create_grant');
  const role = await existingRole(ports, grant);
  await change(ports, grant, (held) => (held.includes(role) ? held : [...held, role]));
}

/** Withdraws a role, and revokes the user's tokens for the project. */
export async function revokeGrant(
  ports: ChangePorts,
  requester: TokenClaims,
  grant: Grant,
): Promise<void> {
  requireAdmin(requester, 'identity:revoke_grant');
  const role = await existingRole(ports, grant);
  await change(ports, grant, (held) => {
    if (!held.includes(role)) throw missing(grant);
    return held.filter((other) => other !== role);
  });
}

async function change(
  ports: Pick<Ports, 'assignments' | 'clock' | 'ids' | 'sleep'>,
  { userId, projectId }: Grant,
  next: (held: readonly Role[]) => readonly Role[],
): Promise<void> {
  const id = userInProject(userId, projectId);
  await whileStale(
    ports,
    () => changedMeanwhile('role assignment', id),
    async () => {
      const before = await assignmentOf(ports, { userId, projectId });
      const held = before?.roles ?? [];
      const roles = next(held);
      if (roles === held) return 'stored';
      const revocation =
        roles.length < held.length
          ? revocationOf('user-project', id, ports.clock.now())
          : undefined;
      return ports.assignments.replace({ userId, projectId, roles }, before, revocation);
    },
  );
}

async function existingRole(
  ports: Pick<Ports, 'projects' | 'users'>,
  { userId, projectId, roleId }: Grant,
): Promise<Role> {
  const role = roleOf({ id: roleId });
  if (!role) throw notFound('role', roleId);
  await Promise.all([existingUser(ports, userId), existingProject(ports, projectId)]);
  return role;
}

async function assignmentOf(
  { assignments }: Pick<Ports, 'assignments'>,
  { userId, projectId }: Pick<Grant, 'userId' | 'projectId'>,
) {
  const all = await assignments.ofUser(userId);
  return all.find((assignment) => assignment.projectId === projectId);
}

const missing = ({ userId, projectId, roleId }: Grant) => grantNotFound(roleId, userId, projectId);
