import type { Role } from '../../platform/core/caller.ts';
import type { TokenClaims } from '../core/identity.ts';
import { changedMeanwhile, grantNotFound, notFound } from '../core/refusal.ts';
import { roleOf } from '../core/roles.ts';
import { revocationOf, userInProject } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';
import { existingProject } from './project-administration.ts';
import { requireAdmin } from './require-admin.ts';
import { existingUser } from './users.ts';

/** A role of a user in a project, all by their ids. */
export interface Grant {
  readonly userId: string;
  readonly projectId: string;
  readonly roleId: string;
}

type GrantPorts = Pick<Ports, 'clock' | 'identity'>;

/** How often a change is tried again because another one of the same user came between. */
const attempts = 5;

/** The roles somebody was given in a project, without implied ones. */
export async function rolesGiven(
  ports: Pick<Ports, 'identity'>,
  asker: TokenClaims,
  where: Pick<Grant, 'userId' | 'projectId'>,
): Promise<readonly Role[]> {
  requireAdmin(asker, 'identity:list_grants');
  await Promise.all([existingUser(ports, where.userId), existingProject(ports, where.projectId)]);
  return (await assignmentOf(ports, where))?.roles ?? [];
}

export async function checkGrant(
  ports: Pick<Ports, 'identity'>,
  asker: TokenClaims,
  grant: Grant,
): Promise<void> {
  requireAdmin(asker, 'identity:check_grant');
  const role = await meant(ports, grant);
  const held = await assignmentOf(ports, grant);
  if (!held?.roles.includes(role)) throw absent(grant);
}

/** Gives a role; giving it again changes nothing. */
export async function giveRole(ports: GrantPorts, asker: TokenClaims, grant: Grant): Promise<void> {
  requireAdmin(asker, 'identity:create_grant');
  const role = await meant(ports, grant);
  await change(ports, grant, (held) => (held.includes(role) ? held : [...held, role]));
}

/** Takes a role, and ends the user's tokens for that project. */
export async function takeRole(ports: GrantPorts, asker: TokenClaims, grant: Grant): Promise<void> {
  requireAdmin(asker, 'identity:revoke_grant');
  const role = await meant(ports, grant);
  await change(ports, grant, (held) => {
    if (!held.includes(role)) throw absent(grant);
    return held.filter((other) => other !== role);
  });
}

async function change(
  { clock, identity }: GrantPorts,
  { userId, projectId }: Grant,
  next: (held: readonly Role[]) => readonly Role[],
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt answers the one before
    const before = await assignmentOf({ identity }, { userId, projectId });
    const held = before?.roles ?? [];
    const roles = next(held);
    if (roles === held) return;
    const revocation =
      roles.length < held.length
        ? revocationOf('user-project', userInProject(userId, projectId), clock.now())
        : undefined;
    const assignment = { userId, projectId, roles };
    // oxlint-disable-next-line no-await-in-loop -- as above
    const outcome = await identity.replaceAssignment(assignment, before, revocation);
    if (outcome === 'stored') return;
  }
  throw changedMeanwhile('role assignment', userInProject(userId, projectId));
}

async function meant(ports: Pick<Ports, 'identity'>, { userId, projectId, roleId }: Grant) {
  const role = roleOf({ id: roleId });
  if (!role) throw notFound('role', roleId);
  await Promise.all([existingUser(ports, userId), existingProject(ports, projectId)]);
  return role;
}

async function assignmentOf(
  { identity }: Pick<Ports, 'identity'>,
  { userId, projectId }: Pick<Grant, 'userId' | 'projectId'>,
) {
  const all = await identity.assignments(userId);
  return all.find((assignment) => assignment.projectId === projectId);
}

const absent = ({ userId, projectId, roleId }: Grant) => grantNotFound(roleId, userId, projectId);
