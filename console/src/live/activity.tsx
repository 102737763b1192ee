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
import { queryText } from '../api/query-text.ts';
import { requestJson } from '../api/request.ts';
import { type ActivityEntry, activityEntry, type ActivityKind } from './activity-entry.ts';
import { nextPace } from './poll-pace.ts';

const feed = z.object({
  items: z.array(activityEntry),
  next: z.string().nullable(),
  /** False if there is more than one answer shows. */
  complete: z.boolean().default(true),
});

export { activityEntry, type ActivityEntry, type ActivityKind };

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
    let pace = 2_000;
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
        if (!first && items.length > 0) for (const listener of listeners.current) listener(items);
      } catch (caught) {
        if (stopped.signal.aborted) return;
        pace = nextPace(pace, false);
        setError(caught instanceof Error ? caught : new Error(String(caught)));
      }
      timer = setTimeout(() => void poll(), pace);
    };
    const seen = () => {
      if (document.hidden || timer !== undefined) return;
      pace = 2_000;
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
