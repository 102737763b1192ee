import { type Caller, isAdmin, requireAdmin } from '../../platform/core/caller.ts';
import { type Filter, parseFilter } from './filter.ts';

/** Whose rows a list shows: one project's, or everybody's, narrowed by a filter on the project. */
export type ListScope =
  | { readonly kind: 'project'; readonly projectId: string }
  | { readonly kind: 'all'; readonly project?: Filter };

/**
 * A list shows the caller's own project. `all_projects` is an administrator's; `project_id` too, and
 * from anybody else it is ignored, as documented.
 */
export function listScope(
  caller: Caller,
  asked: { readonly allProjects: boolean; readonly projectId: string | undefined },
): ListScope {
  if (asked.projectId && isAdmin(caller)) {
    const project = parseFilter(asked.projectId);
    return project.operator === 'eq'
      ? { kind: 'project', projectId: project.value }
      : { kind: 'all', project };
  }
  if (!asked.allProjects) return { kind: 'project', projectId: caller.projectId };
  requireAdmin(caller);
  return { kind: 'all' };
}
