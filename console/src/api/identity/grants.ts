import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from '../request.ts';

const named = z.object({ id: z.string(), name: z.string() });

const assignments = z.object({
  role_assignments: z.array(
    z.object({ role: named, user: named, scope: z.object({ project: named }) }),
  ),
});

export type RoleAssignment = z.infer<typeof assignments>['role_assignments'][number];

/** Who has which role in which project. */
export const grantsQuery = queryOptions({
  queryKey: ['role-assignments'],
  queryFn: async ({ signal }) => {
    const path = '/identity/v3/role_assignments?include_names=true';
    return (await requestJson(path, assignments, { signal })).role_assignments;
  },
});

export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: async ({ signal }) =>
    (await requestJson('/identity/v3/roles', z.object({ roles: z.array(named) }), { signal }))
      .roles,
  staleTime: 60_000,
});

export interface Grant {
  readonly projectId: string;
  readonly userId: string;
  readonly roleId: string;
}

const pathOf = ({ projectId, userId, roleId }: Grant) =>
  `/identity/v3/projects/${encodeURIComponent(projectId)}/users/${encodeURIComponent(userId)}/roles/${encodeURIComponent(roleId)}`;

export const addGrant = (grant: Grant) => request(pathOf(grant), { method: 'PUT' });
export const removeGrant = (grant: Grant) => request(pathOf(grant), { method: 'DELETE' });
