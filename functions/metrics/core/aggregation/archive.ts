import { aggregated, windowsOfSpan } from './aggregate.ts';
import { methodNamed } from './method.ts';
import { firstFrom, microsecondsPerSecond, type Point } from './point.ts';
import { windowStart } from './window.ts';

/** What of an archive policy decides how measures are kept. Times in microseconds. */
export interface Keeping {
  readonly backWindow: number;
  readonly definition: readonly {
    readonly granularity: number;
    /** Null if windows are kept for ever. */
    readonly timespan: number | null;
  }[];
  readonly methods: readonly string[];
}

/** The measures of one metric whose windows are not sealed yet. */
export interface Archive {
  /** The time of the newest measure, or of its arrival if that was earlier: a wrong clock must not end a series. */
  readonly newest: number | undefined;
  /** Windows that begin before it, rounded down to their granularity, are sealed. */
  readonly edge: number;
  /** The last measure before `raw`, from which the first rate is counted. */
  readonly before: Point | undefined;
  /** In order of time, one a time. */
  readonly raw: readonly Point[];
}

export const emptyArchive: Archive = {
  newest: undefined,
  edge: Number.NEGATIVE_INFINITY,
  before: undefined,
  raw: [],
};

const hour = 3600 * microsecondsPerSecond;

/** Measures of one metric that arrived together. */
export interface Arrival {
  readonly at: number;
  readonly points: readonly Point[];
}

const coarsest = ({ definition }: Keeping): number =>
  Math.max(...definition.map(({ granularity }) => granularity));

/**
 * The time from which measures still count when `newest` is the newest so far: the coarsest windows of
 * `back_window`, at least one, and at least an hour. Gnocchi keeps no more than the open window if its
 * `back_window` is 0, but it takes whatever metricd finds together; here the order of arrival alone decides.
 */
export function horizon(newest: number, keeping: Keeping): number {
  const block = coarsest(keeping);
  const blocks = windowStart(newest, block) - Math.max(keeping.backWindow, 1) * block;
  return Math.min(blocks, windowStart(newest - hour, block));
}

export interface Accepted {
  readonly archive: Archive;
  /** How many measures came after their windows had been sealed. */
  readonly late: number;
}

/**
 * Adds what arrived, in the order of arrival: the later of two values of one time counts. Measures that arrived
 * together do not make each other late.
 */
export function accept(archive: Archive, arrivals: readonly Arrival[], keeping: Keeping): Accepted {
  let { newest } = archive;
  let late = 0;
  const added: Point[] = [];
  for (const { at, points } of arrivals) {
    const from = Math.max(
      archive.edge,
      newest === undefined ? Number.NEGATIVE_INFINITY : horizon(newest, keeping),
    );
    for (const point of points) {
      if (point.time < from) late += 1;
      else added.push(point);
    }
    for (const { time } of points) newest = Math.max(newest ?? 0, Math.min(time, at));
  }
  if (added.length === 0) return { archive: { ...archive, newest }, late };
  return { archive: { ...archive, newest, raw: latestByTime([...archive.raw, ...added]) }, late };
}

/** In order of time. Sorting is stable, so the last of a time is the one that arrived last. */
function latestByTime(points: readonly Point[]): readonly Point[] {
  const ordered = points.toSorted((left, right) => left.time - right.time);
  return ordered.filter(({ time }, i) => ordered[i + 1]?.time !== time);
}

/** The windows of one granularity and method, in order of time. */
export interface Column {
  readonly granularity: number;
  readonly method: string;
  readonly points: readonly Point[];
}

/** The windows that begin from the last seal on, the open one included. */
export function liveWindows(
  { raw, before, edge }: Archive,
  granularity: number,
  method: string,
): readonly Point[] {
  const named = methodNamed(method);
  if (!named) return [];
  const windows = aggregated(raw, named, { windowing: windowsOfSpan(granularity), before });
  const from = sealedUntil(edge, granularity);
  return windows.slice(firstFrom(windows, from));
}

/** The beginning of the first window of a granularity that is not sealed. */
export const sealedUntil = (edge: number, granularity: number): number =>
  Number.isFinite(edge) ? windowStart(edge, granularity) : edge;

/** Splits off the windows that no measure can change any more. */
export function seal(
  archive: Archive,
  keeping: Keeping,
): { readonly archive: Archive; readonly sealed: readonly Column[] } {
  if (archive.newest === undefined) return { archive, sealed: [] };
  const edge = Math.max(archive.edge, horizon(archive.newest, keeping));
  if (edge === archive.edge) return { archive, sealed: [] };
  const granularities = keeping.definition.map(({ granularity }) => granularity);
  const sealed = granularities.flatMap((granularity) =>
    keeping.methods.flatMap((method) => {
      const windows = liveWindows(archive, granularity, method);
      const points = windows.slice(0, firstFrom(windows, sealedUntil(edge, granularity)));
      return points.length > 0 ? [{ granularity, method, points }] : [];
    }),
  );
  // A window that a granularity leaves open at the edge still needs its measures.
  const from = Math.min(...granularities.map((granularity) => sealedUntil(edge, granularity)));
  const kept = firstFrom(archive.raw, from);
  return {
    archive: {
      newest: archive.newest,
      edge,
      before: archive.raw[kept - 1] ?? archive.before,
      raw: archive.raw.slice(kept),
    },
    sealed,
  };
}

/** The windows that a policy still keeps: those after the newest one less the timespan. */
export function retained(
  points: readonly Point[],
  { newest }: Pick<Archive, 'newest'>,
  { granularity, timespan }: Keeping['definition'][number],
): readonly Point[] {
  const from = retainedFrom(newest, granularity, timespan);
  return points.slice(firstFrom(points, from));
}

/** Windows that begin before it are over. */
export const retainedFrom = (
  newest: number | undefined,
  granularity: number,
  timespan: number | null,
): number =>
  newest === undefined || timespan === null
    ? Number.NEGATIVE_INFINITY
    : windowStart(newest, granularity) - timespan + 1;
