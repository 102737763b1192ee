import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { requestJson } from '../../api/request.ts';

const counts = z.record(z.string(), z.number());

export const failure = z.discriminatedUnion('kind', [
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

const rowsIn = ({ events, firings, deliveries, executions }: OverviewNumbers): number =>
  [
    events?.accepted ?? 0,
    firings,
    ...Object.values(deliveries),
    ...Object.values(executions),
  ].reduce((sum, count) => sum + count, 0);

/** Counting reads each row of the hour, so the more there are, the rarer it is done: a tab is open all day. */
const millisecondsARow = 500;

/** How long numbers are good for before they are counted anew, and not sooner than after `least`. */
export const countingPause = (numbers: OverviewNumbers | undefined, least: number): number =>
  Math.max(least, numbers ? rowsIn(numbers) * millisecondsARow : 0);

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => requestJson('/taibai/v1/overview', overview, { signal }),
  refetchInterval: ({ state }) => countingPause(state.data, 30_000),
  refetchOnWindowFocus: ({ state }) =>
    Date.now() - state.dataUpdatedAt > countingPause(state.data, 5_000),
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
