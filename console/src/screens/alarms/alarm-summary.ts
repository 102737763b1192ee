import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { requestJson } from '../../api/request.ts';

const item = z.object({
  id: z.string(),
  last_at: z.string().nullable(),
  failures_24h: z.number(),
  count_24h: z.number(),
});

export type AlarmSummary = z.infer<typeof item>;

/** When each alarm fired last, and what failed since yesterday, by the alarm's id. */
export const alarmSummaryQuery = queryOptions({
  queryKey: ['alarms', 'summary'],
  queryFn: async ({ signal }) => {
    const answer = z.object({ items: z.array(item), complete: z.boolean() });
    const { items, complete } = await requestJson('/taibai/v1/alarms/summary', answer, { signal });
    return { byId: new Map(items.map((each) => [each.id, each])), complete };
  },
  staleTime: 15_000,
});
