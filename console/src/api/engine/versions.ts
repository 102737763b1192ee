import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from '../request.ts';

const version = z.object({
  id: z.string(),
  description: z.string().nullable(),
  version_number: z.number(),
  count: z.number(),
  created_at: z.string(),
});

export type FunctionVersion = z.infer<typeof version>;

const pathOf = (id: string) => `/v1/functions/${encodeURIComponent(id)}/versions`;

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['functions', id, 'versions'],
    queryFn: async ({ signal }) => {
      const all = z.object({ function_versions: z.array(version) });
      const { function_versions: found } = await requestJson(pathOf(id), all, { signal });
      return found.toSorted((one, other) => other.version_number - one.version_number);
    },
  });

export const publishVersion = (id: string, description: string) =>
  requestJson(pathOf(id), version, {
    method: 'POST',
    body: description ? { description } : {},
  });

export const deleteVersion = (id: string, number: number) =>
  request(`${pathOf(id)}/${number}`, { method: 'DELETE' });
