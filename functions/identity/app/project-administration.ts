import { whileStale } from '../../platform/app/while-stale.ts';
import type { Project, TokenClaims } from '../core/identity.ts';
import { identifierOf } from '../core/identifier.ts';
import {
  changedMeanwhile,
  nameTakenInDomain,
  projectNameTaken,
  projectOwns,
} from '../core/refusal.ts';
import { revocationOf } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';
import { requireAdmin } from './authorization.ts';
import { existingProject } from './look-up.ts';

/** The fields an administrator sets; those left out keep their value. */
export interface ProjectChange {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly enabled?: boolean | undefined;
}

export async function createProject(
  { ids, projects }: Pick<Ports, 'ids' | 'projects'>,
  requester: TokenClaims,
  { name, description = '', enabled = true }: ProjectChange & { readonly name: string },
): Promise<Project> {
  requireAdmin(requester, 'identity:create_project');
  const project: Project = { id: identifierOf(ids.random()), name, description, enabled };
  if ((await projects.put(project)) === 'name-taken') throw projectNameTaken(name);
  return project;
}

/** Changes a project. Disabling it revokes the tokens scoped to it. */
export async function changeProject(
  ports: Pick<Ports, 'clock' | 'ids' | 'projects' | 'sleep'>,
  requester: TokenClaims,
  { id, change }: { readonly id: string; readonly change: ProjectChange },
): Promise<Project> {
  requireAdmin(requester, 'identity:update_project');
  return whileStale(
    ports,
    () => changedMeanwhile('project', id),
    async () => {
      const before = await existingProject(ports, id);
      const next: Project = {
        id,
        name: change.name ?? before.name,
        description: change.description ?? before.description,
        enabled: change.enabled ?? before.enabled,
      };
      const revocation =
        change.enabled === false ? revocationOf('project', id, ports.clock.now()) : undefined;
      const outcome = await ports.projects.replace(next, before, revocation);
      if (outcome === 'name-taken') throw nameTakenInDomain('project', next.name);
      return outcome === 'stale' ? outcome : next;
    },
  );
}

/** Deletes an empty project with the role assignments in it, and revokes the tokens scoped to it. */
export async function deleteProject(
  ports: Pick<Ports, 'alarms' | 'assignments' | 'clock' | 'functions' | 'projects'> &
    Pick<Ports, 'ids' | 'projectEvents' | 'sleep'>,
  requester: TokenClaims,
  id: string,
): Promise<void> {
  requireAdmin(requester, 'identity:delete_project');
  const { alarms, assignments, clock, functions, projectEvents, projects } = ports;
  await existingProject(ports, id);
  const owned = [
    ...(await functions.list(id)).map((one) => `function ${one.id}`),
    ...(await alarms.list(id)).map((one) => `alarm ${one.id}`),
  ];
  if (owned.length > 0) throw projectOwns(id, firstTen(owned));
  await whileStale(
    ports,
    () => changedMeanwhile('project', id),
    async () =>
      projects.remove(await existingProject(ports, id), revocationOf('project', id, clock.now())),
  );
  // After a crash from here on its events expire by themselves.
  await projectEvents?.erase(id);
  // Roles in a deleted project have no effect, so a crash from here on does no harm.
  const held = (await assignments.list()).filter(({ projectId }) => projectId === id);
  await Promise.all(held.map((one) => assignments.replace({ ...one, roles: [] }, one)));
}

/** The first ten of a list, and how many more there are. */
const firstTen = (things: readonly string[]): readonly string[] =>
  things.length > 10 ? [...things.slice(0, 10), `and ${things.length - 10} more`] : things;
