import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type * as z from 'zod';
import { listOf } from '../../api/list.ts';
import { queryText } from '../../api/query-text.ts';
import { requestJson } from '../../api/request.ts';
import { useNews } from '../../live/activity.tsx';
import { eventItem, type EventItem } from './event-item.ts';
import { eventsIn, joined, withHits } from './event-stream.ts';
import type { EventFilters } from './search.ts';

/** Older rows that are loaded at once; of the newest, the API's default. */
const olderAtOnce = 200;

const page = listOf(eventItem);
type Page = z.infer<typeof page>;

/** The stored events that pass the filters, newest first, with what comes. */
export function useEventStream(filters: EventFilters) {
  const { type, trait, id, outcome } = filters;
  const queries = useQueryClient();
  const asked = { event_type: type, trait, message_id: id, outcome };
  const key = ['event-stream', asked];
  const load = (before: string | undefined, signal?: AbortSignal) =>
    requestJson(
      `/taibai/v1/events${queryText({ ...asked, before, limit: before === undefined ? undefined : olderAtOnce })}`,
      page,
      {
        ...(signal && { signal }),
      },
    );
  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

  /** All that is loaded is one growing page, behind which the last cursor goes on. */
  const change = (changed: (rows: readonly EventItem[]) => readonly EventItem[]) =>
    queries.setQueryData<InfiniteData<Page, string | undefined>>(key, (now) => {
      const [first, ...others] = now?.pages ?? [];
      if (!now || !first) return now;
      const rows = [first, ...others].flatMap(({ items }) => items);
      const next = changed(rows);
      if (next === rows) return now;
      const last = others.at(-1) ?? first;
      return { pages: [{ ...last, items: [...next] }], pageParams: now.pageParams.slice(0, 1) };
    });

  useNews(['event', 'hit', 'firing'], (news) => {
    // Which outcome an event has is known only when its alarms have decided.
    if (outcome !== undefined)
      return void load(undefined).then(({ items }) => change((rows) => joined(rows, items)));
    change((rows) => withHits(joined(rows, eventsIn(news, filters)), news));
  });

  return {
    rows: pages.data?.pages.flatMap(({ items }) => items) ?? [],
    complete: pages.data?.pages.at(-1)?.complete ?? true,
    pages,
  };
}
