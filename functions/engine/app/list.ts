import { type Filter, passes } from '../core/filter.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { ListScope } from '../core/list-scope.ts';
import { byCreation } from '../core/order.ts';

interface Listed {
  readonly id: string;
  readonly projectId: string;
  readonly createdAt: Instant;
}

/** Every row in the scope, in the order of every list. */
export async function listInScope<Entity extends Listed>(
  store: {
    list(projectId: string): Promise<readonly Entity[]>;
    listAll(): Promise<readonly Entity[]>;
  },
  scope: ListScope,
): Promise<readonly Entity[]> {
  const rows = scope.kind === 'project' ? await store.list(scope.projectId) : await store.listAll();
  const project: Filter | undefined = scope.kind === 'all' ? scope.project : undefined;
  return rows
    .filter(({ projectId }) => !project || passes(project, projectId))
    .toSorted(byCreation);
}
