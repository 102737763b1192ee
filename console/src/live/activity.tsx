import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import * as z from 'zod';
import { ApiError } from '../api/api-error.ts';
import { queryText } from '../api/query-text.ts';
import { requestJson } from '../api/request.ts';
import { type ActivityEntry, activityEntry, type ActivityKind } from './activity-entry.ts';
import { firstPace, nextPace } from './poll-pace.ts';

const feed = z.object({
  items: z.array(activityEntry),
  next: z.string().nullable(),
  /** False if there is more than one answer shows. */
  complete: z.boolean().default(true),
});

export { activityEntry, type ActivityEntry, type ActivityKind };

/** What came while the lists of a screen were loading, perhaps just after they had been read. */
const lastSeconds = (items: readonly ActivityEntry[]): readonly ActivityEntry[] => {
  const newest = Date.parse(items.at(-1)?.at ?? '');
  return items.filter(({ at }) => Date.parse(at) > newest - 5_000);
};

type Listener = (entries: readonly ActivityEntry[]) => void;

interface Activity {
  readonly listen: (listener: Listener) => () => void;
  readonly paused: boolean;
  readonly setPaused: (paused: boolean) => void;
  /** Why the last poll failed, if it did. */
  readonly error: Error | undefined;
}

const ActivityContext = createContext<Activity>({
  listen: () => () => {},
  paused: false,
  setPaused: () => {},
  error: undefined,
});

/** The one feed of a tab: whether it is paused, and a way to hear of what comes. */
export const useActivity = () => useContext(ActivityContext);

/**
 * Polls what is new in the project, for all screens at once: faster while something happens, not at all
 * while the tab is hidden or the reader has paused it.
 */
export function ActivityProvider({ children }: { readonly children: ReactNode }) {
  const listeners = useRef(new Set<Listener>());
  const cursor = useRef<string | undefined>(undefined);
  const [paused, setPaused] = useState(false);
  const [error, setError] = useState<Error>();

  useEffect(() => {
    if (paused) return undefined;
    const stopped = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pace = firstPace;
    const poll = async () => {
      timer = undefined;
      if (document.hidden) return;
      try {
        const path = `/taibai/v1/activity${queryText({ after: cursor.current })}`;
        const { items, next, complete } = await requestJson(path, feed, { signal: stopped.signal });
        const first = cursor.current === undefined;
        cursor.current = next ?? cursor.current;
        setError(undefined);
        pace = complete ? nextPace(pace, items.length > 0) : 200;
        const news = first ? lastSeconds(items) : items;
        if (news.length > 0) for (const listener of listeners.current) listener(news);
      } catch (caught) {
        if (stopped.signal.aborted) return;
        // A cursor that is refused once is refused always.
        if (caught instanceof ApiError && caught.status === 400) cursor.current = undefined;
        pace = nextPace(pace, false);
        setError(caught instanceof Error ? caught : new Error(String(caught)));
      }
      timer = setTimeout(() => void poll(), pace);
    };
    const seen = () => {
      if (document.hidden || timer !== undefined) return;
      pace = firstPace;
      void poll();
    };
    void poll();
    document.addEventListener('visibilitychange', seen);
    return () => {
      stopped.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [paused]);

  const activity = useMemo<Activity>(
    () => ({
      listen: (listener) => {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
      paused,
      setPaused,
      error,
    }),
    [paused, error],
  );
  return <ActivityContext value={activity}>{children}</ActivityContext>;
}

/** Calls back when something of these kinds has happened in the project. */
export function useNews(of: readonly ActivityKind[], heard: Listener): void {
  const { listen } = useActivity();
  const latest = useRef(heard);
  const wanted = of.join();
  useEffect(() => {
    latest.current = heard;
  });
  useEffect(
    () =>
      listen((entries) => {
        const mine = entries.filter(({ kind }) => wanted.split(',').includes(kind));
        if (mine.length > 0) latest.current(mine);
      }),
    [listen, wanted],
  );
}
