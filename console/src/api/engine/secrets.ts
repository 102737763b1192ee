import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from '../request.ts';

const pathOf = (id: string) => `/v1/functions/${encodeURIComponent(id)}/secrets`;

/** The names of a function's secrets. Nobody is shown a value again. */
export const secretsQuery = (id: string) =>
  queryOptions({
    queryKey: ['functions', id, 'secrets'],
    queryFn: async ({ signal }) => {
      const names = z.object({ secrets: z.array(z.object({ name: z.string() })) });
      return (await requestJson(pathOf(id), names, { signal })).secrets;
    },
  });

export const setSecret = (id: string, name: string, value: string) =>
  request(`${pathOf(id)}/${encodeURIComponent(name)}`, { method: 'PUT', body: { value } });

export const unsetSecret = (id: string, name: string) =>
  request(`${pathOf(id)}/${encodeURIComponent(name)}`, { method: 'DELETE' });
