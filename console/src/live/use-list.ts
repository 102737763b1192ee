import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as z from 'zod';
import { queryText } from '../api/query-text.ts';
import { requestJson } from '../api/request.ts';
import { useActivity, useNews, type ActivityKind } from './activity.tsx';

interface ListSource<T extends z.ZodType> {
  /** Of one of Taibai's own lists, such as `/taibai/v1/executions`. */
  readonly path: string;
  readonly filters: Readonly<Record<string, string | undefined>>;
  readonly item: T;
  /** What tells one row from another. */
  readonly idOf: (item: z.output<T>) => string;
  /** What kinds of news may change the list. */
  readonly news: readonly ActivityKind[];
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

const atTop = () => window.scrollY < 40;

/**
 * A list, newest first, that follows what happens. New rows appear by themselves while the reader is at
 * its top, and are only counted while the reader has scrolled: a list does not move under a reader's eyes.
 * Rows that are shown already are brought up to date in their places.
 */
export function useList<T extends z.ZodType>(source: ListSource<T>): List<z.output<T>> {
  const { path, filters, item, idOf, news } = source;
  const queries = useQueryClient();
  const { paused } = useActivity();
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
  const [watching, setWatching] = useState(false);
  const head = useQuery({
    queryKey: [...key, 'head'],
    queryFn: ({ signal }) => load(undefined, signal),
    enabled: watching && !paused,
  });
  useNews(news, () => {
    setWatching(true);
    void queries.invalidateQueries({ queryKey: [...key, 'head'] });
  });

  const loaded = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const shown = new Set(loaded.map(idOf));
  const fresh = new Map(head.data?.items.map((row) => [idOf(row), row]));
  const came = head.data?.items.filter((row) => !shown.has(idOf(row))) ?? [];
  const current = loaded.map((row) => fresh.get(idOf(row)) ?? row);
  const joined = atTop() ? [...came, ...current] : current;
  return {
    items: joined,
    isPending: pages.isPending,
    error: pages.error ?? head.error,
    retry: () => void pages.refetch(),
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : undefined,
    loadingMore: pages.isFetchingNextPage,
    complete: pages.data?.pages.at(-1)?.complete ?? true,
    newer: atTop() ? 0 : came.length,
    showNewer: () => {
      window.scrollTo({ top: 0 });
      void pages.refetch();
    },
  };
}
