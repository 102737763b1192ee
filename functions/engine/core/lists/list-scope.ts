import { type Caller, isAdmin, requireAdmin } from '../../../platform/core/caller.ts';
import { withinLength } from '../functions/function-limits.ts';
import { type Filter, parseFilter } from './filter.ts';

/** Whose rows a list shows: one project's, or all projects', narrowed by a filter on the project. */
export type ListScope =
  | { readonly kind: 'project'; readonly projectId: string }
  | { readonly kind: 'all'; readonly project?: Filter };

/** What a request asks a list to show. */
export interface AskedScope {
  readonly allProjects: boolean;
  readonly projectId: string | undefined;
}

/**
 * A list shows the caller's own project. `all_projects` needs an administrator; `project_id` from anybody
 * else is ignored, as Qinling documents.
 */
export function listScope(caller: Caller, asked: AskedScope): ListScope {
  if (asked.projectId && isAdmin(caller)) {
    const project = parseFilter(asked.projectId);
    if (project.operator === 'eq') withinLength('project_id', project.value);
    return project.operator === 'eq'
      ? { kind: 'project', projectId: project.value }
      : { kind: 'all', project };
  }
  if (!asked.allProjects) return { kind: 'project', projectId: caller.projectId };
  requireAdmin(caller);
  return { kind: 'all' };
}
