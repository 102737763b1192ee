import * as z from 'zod';
import type { ActivityEntry } from '../../live/activity-entry.ts';
import { instantOf } from '../../parts/instants.ts';
import { failure, type Failed, type OverviewNumbers } from './overview-item.ts';

/** What is counted by its state, which changes once it has ended. */
const stated = z.union([
  z
    .object({
      kind: z.literal('delivery'),
      id: z.string(),
      created_at: z.string(),
      state: z.string(),
    })
    .transform((row) => ({ ...row, list: 'deliveries' as const, open: 'pending' })),
  z
    .object({
      kind: z.literal('execution'),
      id: z.string(),
      created_at: z.string(),
      status: z.string(),
    })
    .transform(({ status, ...row }) => ({
      ...row,
      state: status,
      list: 'executions' as const,
      open: 'running',
    })),
]);

const moved = z.object({ kind: z.literal('firing'), from: z.string(), to: z.string() });

/** An overview is of the hour before it. */
const countedMilliseconds = 3_600_000;

/** As many failures as the screen shows. */
const shownFailures = 10;
const hasFailed = new Set(['failed', 'dead', 'error']);

/** Numbers as they were counted, by the clock of the deployment. */
export const countingFrom = (numbers: OverviewNumbers): Counting => ({
  numbers,
  at: new Date(instantOf(numbers.since) + countedMilliseconds).toISOString(),
  states: new Map(),
});

/** The numbers as they were counted, and what has come since, which is counted here. */
export interface Counting {
  readonly numbers: OverviewNumbers;
  /** When they were counted. */
  readonly at: string;
  /** The deliveries and executions that have come since, with the states in which they are counted. */
  readonly states: ReadonlyMap<string, string>;
}

type Counts = Readonly<Record<string, number>>;

const added = (counts: Counts, name: string, by: number): Counts => ({
  ...counts,
  [name]: Math.max(0, (counts[name] ?? 0) + by),
});

/** The numbers with the news. What changes its state is counted in its new one. */
export function counted({ numbers: from, at, states }: Counting, news: readonly ActivityEntry[]) {
  const now = new Map(states);
  const numbers = news.reduce((sum, entry) => {
    const row = stated.safeParse(entry).data;
    if (!row) return entry.at > at ? withEntry(sum, entry) : sum;
    // What was there when they were counted, and is new to this screen, was still open.
    const left = now.get(row.id) ?? (row.created_at <= at ? row.open : undefined);
    now.set(row.id, row.state);
    const counts = left === undefined ? sum[row.list] : added(sum[row.list], left, -1);
    return {
      ...sum,
      failures: withFailure(sum.failures, entry, row.state),
      [row.list]: added(counts, row.state, 1),
    };
  }, from);
  return { numbers, at, states: now };
}

function withEntry(numbers: OverviewNumbers, entry: ActivityEntry): OverviewNumbers {
  if (entry.kind === 'event') {
    const { events } = numbers;
    return { ...numbers, events: events && { ...events, accepted: events.accepted + 1 } };
  }
  const { data: firing } = moved.safeParse(entry);
  if (!firing) return numbers;
  const { total, by_state: byState } = numbers.alarms;
  return {
    ...numbers,
    firings: numbers.firings + 1,
    alarms: { total, by_state: added(added(byState, firing.from, -1), firing.to, 1) },
  };
}

function withFailure(failures: readonly Failed[], entry: ActivityEntry, state: string): Failed[] {
  const others = failures.filter(({ id }) => id !== entry.id);
  const { data } = hasFailed.has(state) ? failure.safeParse(entry) : { data: undefined };
  return (data ? [data, ...others] : others).slice(0, shownFailures);
}
