import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from '../request.ts';

const alias = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  function_id: z.string(),
  function_version: z.number(),
  created_at: z.string(),
  updated_at: z.string().nullable(),
});

export type FunctionAlias = z.infer<typeof alias>;

const path = '/v1/aliases';
const pathOf = (name: string) => `${path}/${encodeURIComponent(name)}`;

export const aliasesQuery = queryOptions({
  queryKey: ['aliases'],
  queryFn: async ({ signal }) =>
    (await requestJson(path, z.object({ function_aliases: z.array(alias) }), { signal }))
      .function_aliases,
});

export interface AliasTarget {
  readonly function_id: string;
  readonly function_version: number;
}

export const createAlias = (name: string, target: AliasTarget) =>
  requestJson(path, alias, { method: 'POST', body: { name, ...target } });

export const moveAlias = (name: string, target: AliasTarget) =>
  requestJson(pathOf(name), alias, { method: 'PUT', body: target });

export const deleteAlias = (name: string) => request(pathOf(name), { method: 'DELETE' });
