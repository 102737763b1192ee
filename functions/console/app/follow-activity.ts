import type { Caller } from '../../platform/core/caller.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import {
  type ActivityCursor,
  type ActivitySource,
  maximumOpen,
  type OpenRow,
  readActivityCursor,
  writeActivityCursor,
} from '../core/activity-cursor.ts';
import { requireReader } from '../core/console-access.ts';
import {
  beginning,
  digestOf,
  follow,
  type Followed,
  glance,
  type Mark,
  maximumSeen,
} from '../core/mark.ts';
import type { ConsolePorts, ConsoleRecords } from '../ports.ts';
import { type Happened, type Item, kinds, type Source, sourcesOf } from './activity-sources.ts';

export interface Activity {
  /** Oldest first. An execution or a delivery comes again when its state changes. */
  readonly items: readonly Happened[];
  /** Reads by key, without what was read already. */
  readonly known: ConsoleRecords;
  readonly next: string;
  /** Whether all there is has been shown. */
  readonly complete: boolean;
}

type Ports = Pick<
  ConsolePorts,
  'clock' | 'deliveries' | 'events' | 'executions' | 'idleHits' | 'records' | 'transitions'
>;

/** The most items of one source in an answer, and of all in the first one. */
const mostItems = 50;
/** How often each source is read from its mark on, for rows that come late. */
const wholeSeconds = 30;
/** Between that, a poll reads what is newer than the last one by at most this. */
const lateSeconds = 6;
/** How long after something happened firings and hits may follow it. */
const busySeconds = 20;
/**
 * Firings and hits are in 32 partitions. They are read as often as the rest, and so many times more when something
 * happens after a quiet spell. An event tells its firings and hits itself, if they are there before it.
 */
const moreReads = 2;

/** What has happened in the caller's project since the answer that `cursor` comes from; without one, the newest. */
export async function followActivity(
  ports: Ports,
  caller: Caller,
  cursor: string | undefined,
): Promise<Activity> {
  requireReader(caller);
  const { rows, ...activity } = await (cursor === undefined
    ? newest(ports, caller.projectId)
    : since(ports, caller.projectId, readActivityCursor(cursor)));
  return { ...activity, known: knowing(ports.records, rows) };
}

/** A firing tells what became of its actions: rows that are mostly in the same answer. */
function knowing(records: ConsoleRecords, rows: readonly Item[]): ConsoleRecords {
  const executions = new Map(
    rows.flatMap((item) => (item.kind === 'execution' ? [[item.row.id, item.row]] : [])),
  );
  const deliveries = new Map(
    rows.flatMap((item) => (item.kind === 'delivery' ? [[item.row.id, item.row]] : [])),
  );
  return {
    ...records,
    execution: async (projectId, id) => executions.get(id) ?? records.execution(projectId, id),
    delivery: async (projectId, id) => deliveries.get(id) ?? records.delivery(projectId, id),
  };
}

type Answer = Omit<Activity, 'known'> & { readonly rows: readonly Item[] };

interface Read extends Followed<Item> {
  readonly name: ActivitySource;
  readonly rows: readonly Item[];
}

async function newest(ports: Ports, projectId: string): Promise<Answer> {
  const now = ports.clock.now();
  const { quick, spread } = sourcesOf(ports, projectId, now);
  const read = await Promise.all(
    [...quick, ...spread].map(async (source): Promise<Read> => {
      const { rows: found } = await source.read({ most: mostItems });
      const rows = found.toReversed();
      const floor = found.length === mostItems ? (rows[0]?.key ?? '') : '';
      const all = follow(
        { floor: '', seen: [] },
        {
          rows,
          isEnd: true,
          limit: mostItems,
          settled: source.settled > floor ? source.settled : floor,
        },
      );
      return { ...all, name: source.name, rows };
    }),
  );
  const items = inOrder(read.flatMap(({ shown }) => shown)).slice(-mostItems);
  return answered(read, { items, still: [], before: undefined, now, readAt: now });
}

async function since(ports: Ports, projectId: string, cursor: ActivityCursor): Promise<Answer> {
  const now = ports.clock.now();
  const { quick, spread } = sourcesOf(ports, projectId, now);
  const isWhole = after(cursor.readAt, wholeSeconds) <= now;
  const from = isWhole ? undefined : after(cursor.polledAt, -lateSeconds);
  const first = await Promise.all(
    quick.map((source) => readOn(source, cursor.marks[source.name], from)),
  );
  const reopened = await changedRows(ports, projectId, { cursor, read: first });
  const isNews = reopened.changed.length > 0 || first.some(({ shown }) => shown.length > 0);
  const isBusy = isNews || now < cursor.busyUntil;
  const mayReadMore = cursor.spreadUntil <= after(now, moreReads * wholeSeconds);
  const rest =
    isWhole || (isBusy && mayReadMore)
      ? await Promise.all(
          spread.map((source) => readOn(source, cursor.marks[source.name], undefined)),
        )
      : [];
  const read = [...first, ...rest];
  const items = inOrder([...read.flatMap(({ shown }) => shown), ...reopened.changed]);
  return answered(read, {
    items,
    still: reopened.still,
    before: cursor,
    now,
    readAt: isWhole ? now : cursor.readAt,
  });
}

/** Reads a source from its mark on, or, while that is not due, what is newer than `from`. */
async function readOn(source: Source, mark: Mark, from: Instant | undefined): Promise<Read> {
  const most = mostItems + maximumSeen + 1;
  const { name, settled } = source;
  const start = from === undefined ? '' : source.keyAt(from);
  if (start > mark.floor) {
    const { rows, isEnd } = await source.read({ after: start, most });
    const seen = isEnd ? glance(mark, rows, mostItems) : undefined;
    if (seen) return { ...seen, name, rows };
  }
  const { rows, isEnd } = await source.read({ after: mark.floor, most });
  const read = follow(mark, { rows, isEnd, limit: mostItems, settled });
  return { ...read, name, rows };
}

/** The rows that were still to change, and are not among those just read: read by key. */
async function changedRows(
  { records }: Ports,
  projectId: string,
  { cursor, read }: { readonly cursor: ActivityCursor; readonly read: readonly Read[] },
): Promise<{ readonly changed: readonly Item[]; readonly still: readonly Item[] }> {
  const there = new Set(read.flatMap(({ rows }) => rows.map(({ key }) => key)));
  const unread = (rows: readonly OpenRow[]) => rows.filter(({ id }) => !there.has(id));
  const found = await Promise.all([
    ...unread(cursor.open.executions).map(async (open) => {
      const row = await records.execution(projectId, open.id);
      return row && { open, item: { ...kinds.executions(row), key: row.id } };
    }),
    ...unread(cursor.open.deliveries).map(async (open) => {
      const row = await records.delivery(projectId, open.id);
      return row && { open, item: { ...kinds.deliveries(row), key: row.id } };
    }),
  ]);
  const present = found.filter((each) => each !== undefined);
  return {
    changed: present
      .filter(({ open, item }) => open.digest !== digestOf(item.tag))
      .map(({ item }) => item),
    still: present.map(({ item }) => item),
  };
}

interface Answered {
  readonly items: readonly Item[];
  /** Rows that were read by key. */
  readonly still: readonly Item[];
  readonly before: ActivityCursor | undefined;
  readonly now: Instant;
  readonly readAt: Instant;
}

function answered(read: readonly Read[], { items, still, before, now, readAt }: Answered): Answer {
  const markOf = (name: ActivitySource): Mark =>
    read.find((each) => each.name === name)?.mark ?? before?.marks[name] ?? beginning;
  const open = [...still, ...read.flatMap(({ rows }) => rows)].filter(isOpen);
  const openOf = (kind: Happened['kind']): readonly OpenRow[] =>
    open
      .filter((item) => item.kind === kind)
      .map(({ key, tag }) => ({ id: key, digest: digestOf(tag) }))
      .slice(-maximumOpen);
  const isSpreadRead = read.some(({ name }) => name === 'transitions');
  const spreadUntil = before && before.spreadUntil > now ? before.spreadUntil : now;
  return {
    items,
    rows: [...still, ...read.flatMap(({ rows }) => rows)],
    next: writeActivityCursor({
      marks: {
        events: markOf('events'),
        executions: markOf('executions'),
        deliveries: markOf('deliveries'),
        transitions: markOf('transitions'),
        idleHits: markOf('idleHits'),
      },
      open: { executions: openOf('execution'), deliveries: openOf('delivery') },
      readAt,
      busyUntil: items.length > 0 || !before ? after(now, busySeconds) : before.busyUntil,
      polledAt: now,
      spreadUntil: isSpreadRead && before ? after(spreadUntil, wholeSeconds) : spreadUntil,
    }),
    complete: read.every(({ isWhole }) => isWhole),
  };
}

const isOpen = (item: Item): boolean =>
  (item.kind === 'execution' && item.row.status === 'running') ||
  (item.kind === 'delivery' && item.row.state === 'pending');

const inOrder = (items: readonly Item[]): readonly Item[] =>
  items.toSorted((left, right) =>
    left.at === right.at ? (left.key < right.key ? -1 : 1) : left.at < right.at ? -1 : 1,
  );
