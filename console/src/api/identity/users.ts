import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from '../request.ts';

const user = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  default_project_id: z.string().nullish(),
  description: z.string().nullish(),
  email: z.string().nullish(),
});

export type User = z.infer<typeof user>;

const path = '/identity/v3/users';
const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`;

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: async ({ signal }) =>
    (await requestJson(path, z.object({ users: z.array(user) }), { signal })).users,
});

export interface UserFields {
  readonly name?: string;
  readonly password?: string;
  readonly email?: string;
  readonly description?: string;
  readonly enabled?: boolean;
}

export const createUser = (fields: UserFields) =>
  request(path, { method: 'POST', body: { user: fields } });

export const deleteUser = (id: string) => request(pathOf(id), { method: 'DELETE' });

export const changeUser = (id: string, fields: UserFields) =>
  request(pathOf(id), { method: 'PATCH', body: { user: fields } });

export const changePassword = (id: string, original: string, next: string) =>
  request(`${pathOf(id)}/password`, {
    method: 'POST',
    body: { user: { original_password: original, password: next } },
    hasPassword: true,
  });
