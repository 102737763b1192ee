import type { IdleHit } from '../../alarming/core/decision/idle-hit.ts';
import type { Transition } from '../../alarming/core/decision/transition.ts';
import type { DeliverySummary } from '../../alarming/core/delivery/delivery.ts';
import type { ExecutionSummary } from '../../engine/core/executions/execution.ts';
import type { LoggedEvent } from '../../events/core/log/logged-event.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { ActivitySource } from '../core/activity-cursor.ts';
import type { ConsolePorts } from '../ports.ts';
import type { Timeline } from '../timeline-ports.ts';
import { examinedRows } from './limits.ts';
import { settledKey, take } from './list-page.ts';

/** Something that happened, with the instant by which it is shown among the others. */
export type Happened =
  | { readonly kind: 'event'; readonly at: Instant; readonly row: LoggedEvent }
  | { readonly kind: 'hit'; readonly at: Instant; readonly row: IdleHit }
  | { readonly kind: 'firing'; readonly at: Instant; readonly row: Transition }
  | { readonly kind: 'delivery'; readonly at: Instant; readonly row: DeliverySummary }
  | { readonly kind: 'execution'; readonly at: Instant; readonly row: ExecutionSummary };

type SourcePorts = Pick<
  ConsolePorts,
  'deliveries' | 'events' | 'executions' | 'idleHits' | 'transitions'
>;

/** What each source's rows are as items. A row's tag changes when it is to be shown again. */
export const kinds = {
  events: (row: LoggedEvent) => ({
    kind: 'event' as const,
    at: row.at,
    row,
    tag: row.acceptance,
  }),
  executions: (row: ExecutionSummary) => ({
    kind: 'execution' as const,
    at: row.updatedAt ?? row.createdAt,
    row,
    tag: `${row.id} ${row.status}`,
  }),
  deliveries: (row: DeliverySummary) => ({
    kind: 'delivery' as const,
    at: row.updatedAt,
    row,
    tag: `${row.id} ${row.state} ${row.attempt}`,
  }),
  transitions: (row: Transition) => ({ kind: 'firing' as const, at: row.at, row, tag: row.id }),
  idleHits: (row: IdleHit) => ({ kind: 'hit' as const, at: row.at, row, tag: row.id }),
};

export type Item = Happened & { readonly key: string; readonly tag: string };

/** Reads one source, as items. */
export interface Source {
  readonly name: ActivitySource;
  /** The first rows behind a key, or the newest ones. */
  read(range: { readonly after?: string; readonly most: number }): Promise<{
    readonly rows: readonly Item[];
    readonly isEnd: boolean;
  }>;
  /** Sorts before the keys of this instant. */
  keyAt(instant: Instant): string;
  readonly settled: string;
}

function sourceOf<Row>(
  name: ActivitySource,
  timeline: Timeline<Row> | undefined,
  {
    projectId,
    now,
    item,
  }: {
    readonly projectId: string;
    readonly now: Instant;
    readonly item: (row: Row) => Happened & { readonly tag: string };
  },
): Source {
  return {
    name,
    keyAt: (instant) => timeline?.keyAt(instant) ?? '',
    settled: timeline ? settledKey(timeline, now) : '',
    async read({ after: floor, most }) {
      if (!timeline) return { rows: [], isEnd: true };
      const keys = floor === undefined ? { backwards: true } : { after: floor, backwards: false };
      const { rows, isEnd } = await take(
        timeline,
        { projectId, keys: { ...keys, expected: most } },
        // What is behind a cursor is little, and its end has to be reached.
        { rows: most, looks: floor === undefined ? examinedRows : Number.POSITIVE_INFINITY },
      );
      return { rows: rows.map((row) => ({ ...item(row), key: timeline.keyOf(row) })), isEnd };
    },
  };
}

export function sourcesOf(ports: SourcePorts, projectId: string, now: Instant) {
  const where = { projectId, now };
  return {
    quick: [
      sourceOf('events', ports.events, { ...where, item: kinds.events }),
      sourceOf('executions', ports.executions, { ...where, item: kinds.executions }),
      sourceOf('deliveries', ports.deliveries, { ...where, item: kinds.deliveries }),
    ],
    spread: [
      sourceOf('transitions', ports.transitions, { ...where, item: kinds.transitions }),
      sourceOf('idleHits', ports.idleHits, { ...where, item: kinds.idleHits }),
    ],
  };
}
