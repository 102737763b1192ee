import type { ExecutionSummary } from '../../engine/core/executions/execution.ts';
import type { Caller } from '../../platform/core/caller.ts';
import { Fault } from '../../platform/core/fault.ts';
import { groupBy } from '../../platform/core/group-by.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import {
  bucketOf,
  bucketsOf,
  countNames,
  maximumBuckets,
  percentile,
  type Period,
} from '../core/buckets.ts';
import { requireReader } from '../core/console-access.ts';
import { durationOf } from '../core/execution-duration.ts';
import type { ConsolePorts } from '../ports.ts';
import { type Counts, countsBy } from './overview.ts';
import { type RowsSince, rowsSince } from './rows-since.ts';

export interface AskedMeasures {
  readonly period: Period;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

export interface FunctionMeasures {
  readonly byStatus: Counts;
  /** Of executions that have ended, in milliseconds from the request to the end. */
  readonly p50: number | null;
  readonly p95: number | null;
}

export interface Bucket {
  readonly at: Instant;
  /** By type. */
  readonly events: Counts;
  /** By alarm. */
  readonly firings: Counts;
  /** By state. */
  readonly deliveries: Counts;
  /** By function. */
  readonly executions: ReadonlyMap<string, FunctionMeasures>;
}

export interface Measures {
  readonly buckets: readonly Bucket[];
  readonly complete: boolean;
  /** From when on all rows were counted. */
  readonly examinedFrom: Instant;
}

/** How many rows of each kind are counted: 20,000 in all, 2,500 units if they have a kilobyte each. */
const counted = { events: 9000, executions: 7000, deliveries: 3000, firings: 1000 } as const;

const usualSeconds: Readonly<Record<Period, number>> = { minute: 3600, hour: 86_400 };

/** Counts what happened in a project, by minute or hour. Nothing is counted in advance: the rows are read. */
export async function measureActivity(
  ports: Pick<ConsolePorts, 'clock' | 'deliveries' | 'events' | 'executions' | 'transitions'>,
  caller: Caller,
  { period, from, to = ports.clock.now() }: AskedMeasures,
): Promise<Measures> {
  requireReader(caller);
  const { projectId } = caller;
  const since = bucketOf(period, from ?? after(to, -usualSeconds[period]));
  if (since > to) throw new Fault('invalid', 'from must not be behind to.');
  const instants = bucketsOf(period, since, to);
  if (!instants)
    throw new Fault('invalid', `At most ${maximumBuckets} ${period}s can be counted at once.`);
  const read = <Row>(
    timeline: Parameters<typeof rowsSince<Row>>[0] | undefined,
    most: number,
  ): Promise<RowsSince<Row>> =>
    timeline
      ? rowsSince(timeline, projectId, { since, until: to, most })
      : Promise.resolve({ rows: [], complete: true });
  const [events, executions, deliveries, firings] = await Promise.all([
    read(ports.events, counted.events),
    read(ports.executions, counted.executions),
    read(ports.deliveries, counted.deliveries),
    read(ports.transitions, counted.firings),
  ]);
  const inBucket = <Row>({ rows }: RowsSince<Row>, atOf: (row: Row) => Instant) =>
    groupBy(rows, (row) => bucketOf(period, atOf(row)));
  const of = {
    events: inBucket(events, ({ at }) => at),
    executions: inBucket(executions, ({ createdAt }) => createdAt),
    deliveries: inBucket(deliveries, ({ createdAt }) => createdAt),
    firings: inBucket(firings, ({ at }) => at),
  };
  const reached = [
    reachedBy(events, ({ at }) => at),
    reachedBy(executions, ({ createdAt }) => createdAt),
    reachedBy(deliveries, ({ createdAt }) => createdAt),
    reachedBy(firings, ({ at }) => at),
  ].filter((at) => at !== undefined);
  return {
    buckets: instants.map((at) => ({
      at,
      events: countNames((of.events.get(at) ?? []).map(({ eventType }) => eventType)),
      firings: countNames((of.firings.get(at) ?? []).map(({ alarmId }) => alarmId)),
      deliveries: countsBy(of.deliveries.get(at) ?? [], ({ state }) => state),
      executions: byFunction(of.executions.get(at) ?? []),
    })),
    complete: reached.length === 0,
    examinedFrom: reached.reduce((left, right) => (left > right ? left : right), since),
  };
}

/** How far back an incomplete reading came. */
const reachedBy = <Row>(
  { rows, complete }: RowsSince<Row>,
  atOf: (row: Row) => Instant,
): Instant | undefined => {
  const last = rows.at(-1);
  return complete || last === undefined ? undefined : atOf(last);
};

function byFunction(
  executions: readonly ExecutionSummary[],
): ReadonlyMap<string, FunctionMeasures> {
  const grouped = groupBy(executions, ({ functionId }) => functionId ?? '');
  return new Map(
    [...grouped].map(([id, rows]) => {
      const durations = rows.map(durationOf).filter((duration) => duration !== null);
      return [
        id,
        {
          byStatus: countsBy(rows, ({ status }) => status),
          p50: percentile(durations, 0.5),
          p95: percentile(durations, 0.95),
        },
      ];
    }),
  );
}
