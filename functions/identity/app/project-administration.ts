import type { Project, TokenClaims } from '../core/identity.ts';
import { identifierOf, isIdentifier } from '../core/identifier.ts';
import {
  changedMeanwhile,
  nameTakenInDomain,
  notFound,
  projectNameTaken,
  projectOwns,
} from '../core/refusal.ts';
import { revocationOf } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';
import { requireAdmin } from './require-admin.ts';

/** What an administrator says of a project; what he leaves out stays. */
export interface ProjectChange {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly enabled?: boolean | undefined;
}

export async function createProject(
  { identity, ids }: Pick<Ports, 'identity' | 'ids'>,
  asker: TokenClaims,
  { name, description = '', enabled = true }: ProjectChange & { readonly name: string },
): Promise<Project> {
  requireAdmin(asker, 'identity:create_project');
  const project: Project = { id: identifierOf(ids.random()), name, description, enabled };
  if ((await identity.putProject(project)) === 'name-taken') throw projectNameTaken(name);
  return project;
}

/** Changes a project. Disabling it ends the tokens for it. */
export async function changeProject(
  ports: Pick<Ports, 'clock' | 'identity'>,
  asker: TokenClaims,
  { id, change }: { readonly id: string; readonly change: ProjectChange },
): Promise<Project> {
  requireAdmin(asker, 'identity:update_project');
  const before = await existingProject(ports, id);
  const next: Project = {
    id,
    name: change.name ?? before.name,
    description: change.description ?? before.description,
    enabled: change.enabled ?? before.enabled,
  };
  const revocation =
    change.enabled === false ? revocationOf('project', id, ports.clock.now()) : undefined;
  const outcome = await ports.identity.replaceProject(next, before, revocation);
  if (outcome === 'name-taken') throw nameTakenInDomain('project', next.name);
  if (outcome === 'stale') throw changedMeanwhile('project', id);
  return next;
}

/** What may be in a project, as far as deleting it asks. */
export interface Possessions {
  readonly functions: Listing;
  readonly alarms: Listing;
}

interface Listing {
  list(projectId: string): Promise<readonly { readonly id: string }[]>;
}

/** Removes an empty project, ends the tokens for it, and takes the roles in it along. */
export async function deleteProject(
  { clock, identity, functions, alarms }: Pick<Ports, 'clock' | 'identity'> & Possessions,
  asker: TokenClaims,
  id: string,
): Promise<void> {
  requireAdmin(asker, 'identity:delete_project');
  const project = await existingProject({ identity }, id);
  const owned = [
    ...(await functions.list(id)).map((one) => `function ${one.id}`),
    ...(await alarms.list(id)).map((one) => `alarm ${one.id}`),
  ];
  if (owned.length > 0) throw projectOwns(id, inShort(owned));
  await identity.removeProject(project, revocationOf('project', id, clock.now()));
  // A role in a project that is gone counts nowhere: a crash here leaves nothing that does harm.
  const held = (await identity.everyAssignment()).filter(({ projectId }) => projectId === id);
  await Promise.all(held.map((one) => identity.replaceAssignment({ ...one, roles: [] }, one)));
}

export async function existingProject(
  { identity }: Pick<Ports, 'identity'>,
  id: string,
): Promise<Project> {
  const project = isIdentifier(id) ? await identity.project(id) : undefined;
  if (!project) throw notFound('project', id);
  return project;
}

/** The first few of a long list, and how many more there are. */
const inShort = (things: readonly string[]): readonly string[] =>
  things.length > 10 ? [...things.slice(0, 10), `and ${things.length - 10} more`] : things;
