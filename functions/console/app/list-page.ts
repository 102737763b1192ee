import { after, type Instant } from '../../platform/core/instant.ts';
import { keySchema, markWritten, readCursor, writeCursor, writtenMark } from '../core/cursor.ts';
import { beginning, follow, type Mark, maximumSeen, settledAfterSeconds } from '../core/mark.ts';
import type { KeysBetween, Timeline } from '../timeline-ports.ts';

/** Where a page begins: `before` goes on towards older rows, `after` to newer ones; without either it has the newest. */
export interface AskedPage {
  readonly limit: number;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

export interface ListPage<Row> {
  /** Newest first. */
  readonly items: readonly Row[];
  /** Goes on in the same direction; null if there are no older rows. */
  readonly next: string | null;
  /** For `after`: what is newer than this page. Only on pages that begin with the newest row, or follow it. */
  readonly newest: string | null;
  /** Whether the page ended because it was full or there was no more, and not because enough rows were looked at. */
  readonly complete: boolean;
}

export interface ListOf<Row> {
  readonly timeline: Timeline<Row>;
  readonly projectId: string;
  readonly now: Instant;
  /** The rows of some that the list is asked for, in their order. */
  readonly chosen: (rows: readonly Row[]) => Promise<readonly Row[]>;
  /** How many rows a page looks at. */
  readonly examined: number;
}

/** A page of a list by time. */
export function listPage<Row>(list: ListOf<Row>, asked: AskedPage): Promise<ListPage<Row>> {
  if (asked.after !== undefined)
    return newerPage(list, readCursor('after', writtenMark, asked.after), asked.limit);
  const before =
    asked.before === undefined ? undefined : readCursor('before', keySchema, asked.before);
  return olderPage(list, before, asked.limit);
}

/** The key of the instant up to which no row is expected to come any more. */
export const settledKey = ({ keyAt }: Pick<Timeline<unknown>, 'keyAt'>, now: Instant): string =>
  keyAt(after(now, -settledAfterSeconds));

/** How many rows are examined at a time. */
const chunkRows = 100;

async function olderPage<Row>(
  list: ListOf<Row>,
  before: string | undefined,
  limit: number,
): Promise<ListPage<Row>> {
  const { timeline, projectId, now } = list;
  const items: Row[] = [];
  let last = before;
  let examined = 0;
  let isFull = false;
  let isEnd = false;
  while (!isFull && !isEnd && examined < list.examined) {
    // One more than fits, to know whether there are any.
    const wanted = Math.min(Math.max(limit - items.length + 1, minimumChunk), chunkRows);
    // oxlint-disable-next-line no-await-in-loop -- one chunk after the other
    const found = await take(
      timeline,
      { projectId, keys: { before: last, backwards: true, expected: wanted } },
      { rows: wanted, looks: list.examined - examined },
    );
    // oxlint-disable-next-line no-await-in-loop -- the same
    const chosen = await list.chosen(found.rows);
    const fitting = chosen.slice(0, limit - items.length);
    items.push(...fitting);
    examined += found.looks;
    ({ isEnd } = found);
    isFull = chosen.length > fitting.length || (items.length === limit && !isEnd);
    const end = isFull ? items.at(-1) : undefined;
    last = (end === undefined ? found.last : timeline.keyOf(end)) ?? last;
  }
  const { mark } = follow(isEnd && !isFull ? beginning : { floor: last ?? '', seen: [] }, {
    rows: placed(list, items).toReversed(),
    isEnd: true,
    limit,
    settled: settledKey(timeline, now),
  });
  return {
    items,
    next: isEnd && !isFull ? null : writeCursor('before', last),
    newest: before === undefined ? writeCursor('after', markWritten(mark)) : null,
    complete: isFull || isEnd,
  };
}

/** Filters may need more rows than fit on a page, and a request of few rows costs as much as one of some more. */
const minimumChunk = 20;

async function newerPage<Row>(
  list: ListOf<Row>,
  mark: Mark,
  limit: number,
): Promise<ListPage<Row>> {
  const { timeline, projectId, now } = list;
  const most = limit + maximumSeen + 1;
  const {
    rows: found,
    isEnd,
    last: end,
  } = await take(
    timeline,
    { projectId, keys: { after: mark.floor, backwards: false, expected: most } },
    { rows: most, looks: list.examined },
  );
  const {
    shown,
    mark: next,
    isWhole,
  } = follow(mark, {
    rows: placed(list, await list.chosen(found)),
    isEnd,
    limit,
    settled: settledKey(timeline, now),
  });
  // Rows that the list is not asked for are passed, too, so that the reader comes on.
  const passed = !isEnd && end !== undefined && shown.length < limit ? end : '';
  const floor = next.floor > passed ? next.floor : passed;
  const cursor = writeCursor('after', markWritten({ ...next, floor }));
  return {
    items: shown.map(({ row }) => row).toReversed(),
    next: cursor,
    newest: cursor,
    complete: isWhole,
  };
}

const placed = <Row>({ timeline }: Pick<ListOf<Row>, 'timeline'>, rows: readonly Row[]) =>
  rows.map((row) => ({ key: timeline.keyOf(row), tag: timeline.keyOf(row), row }));

export interface Taken<Row> {
  readonly rows: readonly Row[];
  /** How many rows were looked at. */
  readonly looks: number;
  /** The key of the last one of them that is behind the reader; undefined if there was none. */
  readonly last: string | undefined;
  /** Whether there are no more. */
  readonly isEnd: boolean;
}

/** The first rows of a part of a list, as far as so many looks reach. */
export async function take<Row>(
  timeline: Pick<Timeline<Row>, 'keyOf' | 'read'>,
  { projectId, keys }: { readonly projectId: string; readonly keys: KeysBetween },
  most: { readonly rows: number; readonly looks: number },
): Promise<Taken<Row>> {
  const rows: Row[] = [];
  let looks = 0;
  let last: string | undefined;
  for await (const looked of timeline.read(projectId, keys)) {
    const fitting = looked.rows.slice(0, most.rows - rows.length);
    rows.push(...fitting);
    looks += looked.count;
    const end = rows.length === most.rows ? rows.at(-1) : undefined;
    last = end === undefined ? looked.last : timeline.keyOf(end);
    if (rows.length === most.rows || looks >= most.looks)
      return { rows, looks, last, isEnd: false };
  }
  return { rows, looks, last, isEnd: true };
}
