import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import type { Alarm } from '../../api/alarms.ts';
import { requestJson } from '../../api/request.ts';
import type { ActivityEntry } from '../../live/activity-entry.ts';
import { firingItem } from './firing-item.ts';

const item = z.object({
  id: z.string(),
  last_at: z.string().nullable(),
  failures_24h: z.number(),
  count_24h: z.number(),
});

export type AlarmSummary = z.infer<typeof item>;

interface Summaries {
  readonly byId: ReadonlyMap<string, AlarmSummary>;
  readonly complete: boolean;
}

/** When each alarm fired last, and what failed since yesterday, by the alarm's id. */
export const alarmSummaryQuery = queryOptions({
  queryKey: ['alarms', 'summary'],
  queryFn: async ({ signal }): Promise<Summaries> => {
    const answer = z.object({ items: z.array(item), complete: z.boolean() });
    const { items, complete } = await requestJson('/taibai/v1/alarms/summary', answer, { signal });
    return { byId: new Map(items.map((each) => [each.id, each])), complete };
  },
  staleTime: 15_000,
});

const firingsIn = (news: readonly ActivityEntry[]) =>
  news.flatMap((entry) => firingItem.safeParse(entry).data ?? []);

/** The alarms in the states that their last firings among the news have left them in. */
export function withStates(alarms: readonly Alarm[], news: readonly ActivityEntry[]): Alarm[] {
  const states = new Map(firingsIn(news).map(({ alarm_id, to }) => [alarm_id, to]));
  return alarms.map((alarm) => ({ ...alarm, state: states.get(alarm.alarm_id) ?? alarm.state }));
}

/** The summaries with the firings among the news. */
export function withFirings(now: Summaries, news: readonly ActivityEntry[]): Summaries {
  const byId = new Map(now.byId);
  for (const { alarm_id: id, at } of firingsIn(news)) {
    const { count_24h = 0, failures_24h = 0 } = byId.get(id) ?? {};
    byId.set(id, { id, last_at: at, count_24h: count_24h + 1, failures_24h });
  }
  return { ...now, byId };
}
