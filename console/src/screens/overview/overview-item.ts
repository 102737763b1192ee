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
  /** null where events are not stored. */
  events: z.object({ accepted: z.number(), complete: z.boolean() }).nullable(),
  firings: z.number(),
  deliveries: counts,
  executions: counts,
  alarms: z.object({ total: z.number(), by_state: counts }),
  functions: z.number(),
  failures: z.array(failure),
});

export type OverviewNumbers = z.infer<typeof overview>;

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => requestJson('/taibai/v1/overview', overview, { signal }),
  refetchInterval: 30_000,
});

const deadLetters = z.object({ queues: z.array(z.object({ depth: z.number() })) });

/** How many messages have been put aside, in all queues. For administrators. */
export const deadLetterQuery = queryOptions({
  queryKey: ['overview', 'dead-letters'],
  queryFn: async ({ signal }) => {
    const { queues } = await requestJson('/taibai/v1/admin/dead-letters', deadLetters, { signal });
    return queues.reduce((sum, { depth }) => sum + depth, 0);
  },
  refetchInterval: 60_000,
});
