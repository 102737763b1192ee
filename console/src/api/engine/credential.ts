import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { ApiError } from '../api-error.ts';
import { request, requestJson } from '../request.ts';

const pathOf = (id: string) => `/v1/functions/${encodeURIComponent(id)}/credential`;

const answer = z.object({
  credential: z.object({ id: z.string(), user_id: z.string(), active: z.boolean() }),
});

/** The application credential that a function's token is made from; null if it has none. */
export const functionCredentialQuery = (id: string) =>
  queryOptions({
    queryKey: ['functions', id, 'credential'],
    queryFn: async ({ signal }) => {
      try {
        return (await requestJson(pathOf(id), answer, { signal })).credential;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
  });

export const setFunctionCredential = (
  id: string,
  credential: { readonly id: string; readonly secret: string },
) => request(pathOf(id), { method: 'PUT', body: credential });

export const unsetFunctionCredential = (id: string) => request(pathOf(id), { method: 'DELETE' });
