/*
 * Keys sort by time, but a row may come late: an event is stored seconds after it was accepted, and an execution
 * has the time of the firing that asked for it. So a reader that follows a list does not only remember the last
 * key. It reads the last minute again, and remembers what it has seen of it.
 */

/** How long after its time a row may come and still be shown to a reader that follows. */
export const settledAfterSeconds = 60;

/**
 * What a mark remembers at most. In a busier minute it reaches less far back: a row that comes late, behind as many
 * newer ones, is only found by reading the list from its beginning.
 */
export const rememberedRows = 48;
/** With those above what was read last. */
export const maximumSeen = 96;

/** Up to where a reader has read. */
export interface Mark {
  /** Everything up to this key is behind the reader. */
  readonly floor: string;
  /** What was shown above it. */
  readonly seen: readonly string[];
}

/** A row in a list: `tag` says what is shown once, so a row whose tag changes is shown again. */
export interface Placed {
  readonly key: string;
  readonly tag: string;
}

/** A mark before everything. */
export const beginning: Mark = { floor: '', seen: [] };

/** What a reader has just read. */
export interface Reading<Row extends Placed> {
  /** Rows above the mark, from the lowest key on. */
  readonly rows: readonly Row[];
  /** Whether there was nothing above them. */
  readonly isEnd: boolean;
  /** How many unseen rows can be shown. */
  readonly limit: number;
  /** The key of the instant up to which no row is expected to come any more. */
  readonly settled: string;
}

export interface Followed<Row extends Placed> {
  /** The unseen rows that are shown now, from the lowest key on. */
  readonly shown: readonly Row[];
  readonly mark: Mark;
  /** Whether all there is has been shown. */
  readonly isWhole: boolean;
}

/** What a reader that follows is shown, and its mark afterwards. */
export function follow<Row extends Placed>(
  mark: Mark,
  { rows, isEnd, limit, settled }: Reading<Row>,
): Followed<Row> {
  const remembered = new Set(mark.seen);
  const wasSeen = (row: Row): boolean => remembered.has(digestOf(row.tag));
  const fresh = rows.filter((row) => row.key > mark.floor && !wasSeen(row));
  const shown = fresh.slice(0, limit);
  const isWhole = isEnd && shown.length === fresh.length;
  const last = shown.length === fresh.length ? rows.at(-1)?.key : shown.at(-1)?.key;
  const reached = isWhole || (last ?? '') > settled ? settled : (last ?? mark.floor);
  const passed = rows.filter((row) => row.key <= (last ?? '') || wasSeen(row));
  // Rows that were seen, and may lie above what was read now.
  const known = new Set(rows.map(({ tag }) => digestOf(tag)));
  const above = isWhole ? [] : mark.seen.filter((digest) => !known.has(digest));
  const room = Math.max(0, Math.min(rememberedRows, maximumSeen - above.length));
  const overflow = passed.at(-1 - room)?.key ?? '';
  const floor = [mark.floor, reached, overflow].reduce((left, right) =>
    left > right ? left : right,
  );
  const seen = passed.filter(({ key }) => key > floor).map(({ tag }) => digestOf(tag));
  return { shown, mark: { floor, seen: [...seen, ...above] }, isWhole };
}

/**
 * What a reader is shown of rows far above its mark, if the rows between were not read again. The mark's floor
 * stays where it is. Undefined if that is too much for a glance, and the reader has to read from its mark on.
 */
export function glance<Row extends Placed>(
  mark: Mark,
  rows: readonly Row[],
  limit: number,
): Followed<Row> | undefined {
  const remembered = new Set(mark.seen);
  const shown = rows.filter((row) => !remembered.has(digestOf(row.tag)));
  const seen = [...mark.seen, ...shown.map(({ tag }) => digestOf(tag))];
  if (shown.length > limit || seen.length > maximumSeen) return undefined;
  return { shown, mark: { floor: mark.floor, seen }, isWhole: true };
}

/** 42 bits of a text in seven characters: enough to tell some dozens apart. */
export function digestOf(text: string): string {
  let [low, high] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 2_654_435_761);
    high = Math.imul(high ^ unit, 1_597_334_677);
  }
  low =
    Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  high =
    Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  const whole = (high >>> 0) * 1024 + ((low >>> 0) & 1023);
  return whole.toString(36).padStart(7, '0').slice(-7);
}
