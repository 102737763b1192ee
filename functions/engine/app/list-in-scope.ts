import { type Caller, requireRole } from '../../platform/core/caller.ts';
import type { Instant } from '../../platform/core/instant.ts';
import { type Filter, passes } from '../core/lists/filter.ts';
import { type AskedScope, listScope } from '../core/lists/list-scope.ts';
import { byCreation } from '../core/lists/order.ts';

interface Listed {
  readonly id: string;
  readonly projectId: string;
  readonly createdAt: Instant;
}

/** The rows that a reader asks for: of one project, or, for administrators, of several. */
export async function listInScope<Entity extends Listed>(
  store: {
    list(projectId: string): Promise<readonly Entity[]>;
    listAll(): Promise<readonly Entity[]>;
  },
  caller: Caller,
  asked: AskedScope,
): Promise<readonly Entity[]> {
  requireRole(caller, 'reader');
  const scope = listScope(caller, asked);
  const rows = scope.kind === 'project' ? await store.list(scope.projectId) : await store.listAll();
  const project: Filter | undefined = scope.kind === 'all' ? scope.project : undefined;
  return rows
    .filter(({ projectId }) => !project || passes(project, projectId))
    .toSorted(byCreation);
}
