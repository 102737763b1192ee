import * as z from 'zod';
import { type Instant, instantOf, millisecondsOf } from '../../platform/core/instant.ts';
import { markWritten, readCursor, writeCursor, writtenMark } from './cursor.ts';
import type { Mark } from './mark.ts';

/** How many executions, and deliveries, are followed until they end. */
export const maximumOpen = 20;

export const activitySources = [
  'events',
  'executions',
  'deliveries',
  'transitions',
  'idleHits',
] as const;
export type ActivitySource = (typeof activitySources)[number];

/** A row that will still change, as it was shown last. */
export interface OpenRow {
  readonly id: string;
  /** Of its tag. */
  readonly digest: string;
}

/** Where a reader of the whole activity of a project is. */
export interface ActivityCursor {
  readonly marks: Readonly<Record<ActivitySource, Mark>>;
  readonly open: {
    readonly executions: readonly OpenRow[];
    readonly deliveries: readonly OpenRow[];
  };
  /** When all sources were read from their marks on. */
  readonly readAt: Instant;
  /** Until when what happens may still have consequences. */
  readonly busyUntil: Instant;
  /** When the answer was made. */
  readonly polledAt: Instant;
  /** Ahead of the clock by as much as the sources of many partitions were read more often than they are at rest. */
  readonly spreadUntil: Instant;
}

const openRows = z
  .array(z.tuple([z.uuid(), z.string().regex(/^[0-9a-z]{7}$/)]))
  .max(maximumOpen)
  .transform((rows) => rows.map(([id, digest]): OpenRow => ({ id, digest })));
const instant = z.int().min(0).max(8e15).transform(instantOf);

const content = z
  .tuple([
    z.array(writtenMark).length(activitySources.length),
    openRows,
    openRows,
    instant,
    instant,
    // Tabs that are open while a deployment is updated have cursors without these.
    instant.optional(),
    instant.optional(),
  ])
  .transform(([marks, executions, deliveries, readAt, busyUntil, polledAt, spreadUntil]) => {
    const [events, runs, sent, transitions, idleHits] = marks.map((mark) => mark);
    const none: Mark = { floor: '', seen: [] };
    const cursor: ActivityCursor = {
      marks: {
        events: events ?? none,
        executions: runs ?? none,
        deliveries: sent ?? none,
        transitions: transitions ?? none,
        idleHits: idleHits ?? none,
      },
      open: { executions, deliveries },
      readAt,
      busyUntil,
      polledAt: polledAt ?? readAt,
      spreadUntil: spreadUntil ?? readAt,
    };
    return cursor;
  });

export const readActivityCursor = (text: string): ActivityCursor =>
  readCursor('activity', content, text);

export const writeActivityCursor = ({ marks, open, ...at }: ActivityCursor): string =>
  writeCursor('activity', [
    activitySources.map((source) => markWritten(marks[source])),
    open.executions.map(({ id, digest }) => [id, digest]),
    open.deliveries.map(({ id, digest }) => [id, digest]),
    millisecondsOf(at.readAt),
    millisecondsOf(at.busyUntil),
    millisecondsOf(at.polledAt),
    millisecondsOf(at.spreadUntil),
  ]);
