import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { requestJson } from '../request.ts';

const runtimes = z.object({
  runtimes: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      image: z.string(),
      status: z.string(),
    }),
  ),
});

export const runtimesQuery = queryOptions({
  queryKey: ['runtimes'],
  queryFn: async ({ signal }) => (await requestJson('/v1/runtimes', runtimes, { signal })).runtimes,
  staleTime: 60_000,
});
