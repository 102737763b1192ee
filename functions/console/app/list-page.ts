import { after, type Instant } from '../../platform/core/instant.ts';
import { keySchema, markWritten, readCursor, writeCursor, writtenMark } from '../core/cursor.ts';
import { beginning, follow, type Mark, maximumSeen, settledAfterSeconds } from '../core/mark.ts';
import type { Timeline } from '../timeline-ports.ts';

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
    const rows = await take(
      timeline.read(projectId, { before: last, backwards: true, expected: wanted }),
      wanted,
    );
    // oxlint-disable-next-line no-await-in-loop -- the same
    const chosen = await list.chosen(rows);
    const fitting = chosen.slice(0, limit - items.length);
    items.push(...fitting);
    examined += rows.length;
    isEnd = rows.length < wanted;
    isFull = chosen.length > fitting.length || (items.length === limit && !isEnd);
    const end = isFull ? items.at(-1) : rows.at(-1);
    if (end !== undefined) last = timeline.keyOf(end);
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
  const found = await take(
    timeline.read(projectId, { after: mark.floor, backwards: false, expected: most }),
    most,
  );
  const isEnd = found.length < most;
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
  const end = found.at(-1);
  // Rows that the list is not asked for are passed, too, so that the reader comes on.
  const passed = !isEnd && end !== undefined && shown.length < limit ? timeline.keyOf(end) : '';
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

/** The first rows of a sequence. */
export async function take<Row>(rows: AsyncIterable<Row>, most: number): Promise<readonly Row[]> {
  const taken: Row[] = [];
  for await (const row of rows) {
    taken.push(row);
    if (taken.length >= most) break;
  }
  return taken;
}
