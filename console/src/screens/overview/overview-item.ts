import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { requestJson } from '../../api/request.ts';

const counts = z.record(z.string(), z.number());

const failure = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('delivery'),
    at: z.string(),
    id: z.string(),
    url: z.string(),
    state: z.string(),
    alarm_id: z.string(),
    alarm_name: z.string().nullish(),
    last_status: z.number().nullish(),
  }),
  z.object({
    kind: z.literal('execution'),
    at: z.string(),
    id: z.string(),
    status: z.string(),
    function_id: z.string(),
    function_name: z.string().nullish(),
  }),
]);

export type Failed = z.infer<typeof failure>;

const overview = z.object({
  since: z.string(),
  events: z.object({ accepted: z.number(), complete: z.boolean() }),
  firings: z.number(),
  deliveries: counts,
  executions: counts,
  alarms: z.object({ total: z.number(), by_state: counts }),
  functions: z.number(),
  failures: z.array(failure),
  /** Administrators only. */
  dead_letters: z.number().nullish(),
});

export type OverviewNumbers = z.infer<typeof overview>;

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => requestJson('/taibai/v1/overview', overview, { signal }),
  refetchInterval: 30_000,
});
