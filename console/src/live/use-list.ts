import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as z from 'zod';
import { queryText } from '../api/query-text.ts';
import { requestJson } from '../api/request.ts';
import { type ActivityEntry, type ActivityKind, useNews } from './activity.tsx';
import { cameRows, withCame } from './came-rows.ts';

interface ListSource<T> {
  /** Of one of Taibai's own lists, such as `/taibai/v1/executions`. */
  readonly path: string;
  readonly filters: Readonly<Record<string, string | undefined>>;
  readonly item: z.ZodType<T>;
  /** What tells one row from another. */
  readonly idOf: (item: T) => string;
  /** The news that are rows of the list. */
  readonly kind: ActivityKind;
  /** Whether the filters let a row through that came as news. */
  readonly passes: (item: T) => boolean;
  /** A row after other news, if they change it. */
  readonly changed?: (item: T, news: readonly ActivityEntry[]) => T;
}

export interface List<T> {
  readonly items: readonly T[];
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly more: (() => void) | undefined;
  readonly loadingMore: boolean;
  /** False if the last page ended at the bound of one call, not at the end of the rows. */
  readonly complete: boolean;
  /** How many rows have come that are not shown yet. */
  readonly newer: number;
  readonly showNewer: () => void;
}

interface Came<T> {
  readonly name: string;
  readonly rows: readonly T[];
  readonly others: readonly ActivityEntry[];
}

/** News that may change rows of another kind: what became of a firing's actions. */
const changing = ['delivery', 'execution'] as const;
const keptNews = 500;

const atTop = () => window.scrollY < 40;

/**
 * A list, newest first, that follows what happens. New rows appear by themselves while the reader is at
 * its top, and are only counted while the reader has scrolled: a list does not move under a reader's eyes.
 * Rows that are shown already are brought up to date in their places. All that comes is in the news already, so
 * nothing more is asked for.
 */
export function useList<T>(source: ListSource<T>): List<T> {
  const { path, filters, item, idOf, kind, passes, changed = (row) => row } = source;
  const page = z.object({
    items: z.array(item),
    next: z.string().nullable(),
    complete: z.boolean(),
  });
  const load = (before: string | undefined, signal: AbortSignal) =>
    requestJson(`${path}${queryText({ ...filters, before })}`, page, { signal });

  const key = ['list', path, filters];
  const pages = useInfiniteQuery({
    queryKey: [...key, 'pages'],
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  // What came belongs to the filters under which it came.
  const name = JSON.stringify(key);
  const [news, setNews] = useState<Came<T>>({ name, rows: [], others: [] });
  useNews([kind, ...changing], (entries) =>
    setNews((now) => {
      const { rows, others } = now.name === name ? now : { rows: [], others: [] };
      return {
        name,
        rows: cameRows(rows, entries, { kind, item, idOf }),
        others: source.changed
          ? [...others, ...entries.filter((entry) => entry.kind !== kind)].slice(-keptNews)
          : [],
      };
    }),
  );

  const loaded = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const { rows: came, others } = news.name === name ? news : { rows: [], others: [] };
  const { fresh, current } = withCame(loaded, came, { idOf, passes });
  const joined = (atTop() ? [...fresh, ...current] : current).map((row) => changed(row, others));
  return {
    items: joined,
    isPending: pages.isPending,
    error: pages.error,
    retry: () => void pages.refetch(),
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : undefined,
    loadingMore: pages.isFetchingNextPage,
    complete: pages.data?.pages.at(-1)?.complete ?? true,
    newer: atTop() ? 0 : fresh.length,
    showNewer: () => {
      window.scrollTo({ top: 0 });
      void pages.refetch();
    },
  };
}
