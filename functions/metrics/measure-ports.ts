import type { Instant } from '../platform/core/instant.ts';
import type { DueRows } from '../platform/ports.ts';
import type { LookMessage } from '../contract/look-message.ts';
import type { WatchingAlarm, WatchTarget } from './alarm-ports.ts';
import type { Archive } from './core/aggregation/archive.ts';
import type { Lane, SeriesKey } from './core/storage/lane.ts';

/** Which metrics share a lane. Reads are consistent. */
export interface LaneStore {
  /** The lane of each metric; undefined if it has none under this key. */
  find(keys: readonly SeriesKey[]): Promise<readonly (string | undefined)[]>;
  get(ids: readonly string[]): Promise<ReadonlyMap<string, Lane>>;
  /** Puts metrics into a lane, unless they are in one already, for ever. Answers where each is. */
  claim(laneId: string, metricIds: readonly string[]): Promise<readonly string[]>;
  /** Stores the lane, of which `next.version - 1` must be the present version, if it is not the first. */
  replace(next: Lane): Promise<'stored' | 'stale'>;
  /** Lets `find` find metrics of resources in the lane. */
  name(laneId: string, keys: readonly Extract<SeriesKey, { kind: 'named' }>[]): Promise<void>;
}

/** What one request brought for a lane. */
export interface Frame {
  /** Begins with the time of the arrival (`platform/core/ordered-id.ts`). */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Requests that are not compacted yet. Reads are consistent. */
export interface FrameStore {
  add(laneId: string, frame: Frame): Promise<void>;
  /** Those after `after`, at most `limit`, in the order of arrival. */
  list(laneId: string, after: string | undefined, limit?: number): Promise<readonly Frame[]>;
}

/** What was made of a lane's frames up to `watermark`. */
export interface LaneArchives {
  /** The id of the last frame that is in. */
  readonly watermark: string | undefined;
  /** By place. */
  readonly tail: ReadonlyMap<number, Archive>;
  readonly compactedAt: Instant;
  /** Since when a compaction has found that all its metrics are deleted. */
  readonly deadSince?: Instant | undefined;
}

/** A compaction that has begun. A later one has a greater generation, and replaces what an earlier one writes late. */
export interface Compaction {
  readonly generation: number;
  readonly archives: LaneArchives;
}

/** The sealed windows of 3,600 granularities: columns by name (`core/storage/columns.ts`). */
export interface Segment {
  readonly index: number;
  readonly columns: ReadonlyMap<string, Uint8Array>;
}

/** Which segments of a lane: those of a granularity, in microseconds, from `first` to `last`, both included. */
export interface SegmentRange {
  readonly laneId: string;
  readonly granularity: number;
  readonly first: number;
  readonly last: number;
}

export interface ArchiveStore extends DueRows<string> {
  /** Makes a new lane due. Changes nothing if it is known. */
  open(laneId: string, dueAt: Instant): Promise<void>;
  read(laneId: string): Promise<LaneArchives>;
  /** Makes a lane due earlier, because its readers have much to do. */
  hasten(laneId: string, at: Instant): Promise<void>;
  /** Undefined if another compaction of the lane began and may still run, or the lane is gone. */
  begin(laneId: string, now: Instant, until: Instant): Promise<Compaction | undefined>;
  /** Ends the compaction, unless a later one has begun: readers see the new archives from then on. */
  commit(
    laneId: string,
    compaction: Compaction,
    next: LaneArchives & { readonly dueAt: Instant },
  ): Promise<'stored' | 'stale'>;

  /** Columns of these names, or all. Sealed windows only become more, so a reader may find newer segments. */
  segments(range: SegmentRange, names: readonly string[] | 'all'): Promise<readonly Segment[]>;
  /** Writes a segment, unless a later compaction has written it. */
  seal(
    range: Pick<SegmentRange, 'laneId' | 'granularity'>,
    segment: Segment,
    generation: number,
  ): Promise<void>;
  /** Removes the segments of the range: their windows are over. */
  forget(range: SegmentRange): Promise<void>;
  /** Removes all segments of a lane, except those that a later compaction has written. */
  forgetAll(laneId: string, generation: number): Promise<void>;
  /**
   * Removes the lane with all that leads to it. `stale` if its directory has changed, or a later compaction has begun:
   * then the lane stays, and those of its metrics that are still there are found by their next measure.
   */
  bury(lane: Lane, generation: number): Promise<'buried' | 'stale'>;
}

/** Which alarms watch which metrics. Reads are consistent. */
export interface WatchStore {
  put(target: WatchTarget, alarm: WatchingAlarm): Promise<void>;
  remove(target: WatchTarget, alarm: WatchingAlarm): Promise<void>;
  list(target: WatchTarget): Promise<readonly WatchingAlarm[]>;
  /**
   * Whether a look at an alarm that watches many metrics is to be asked for: at once, in a second, or not at all,
   * because one that is asked for already will see what has been accepted by now.
   */
  claimLook(alarm: WatchingAlarm, now: Instant): Promise<'now' | 'in-a-second' | 'asked-for'>;
}

/** Asks for looks at alarms. */
export interface LookQueue {
  send(message: LookMessage, delaySeconds?: number): Promise<void>;
}

export interface MeasurePorts {
  readonly lanes: LaneStore;
  readonly frames: FrameStore;
  readonly archives: ArchiveStore;
  readonly watchStore: WatchStore;
  /** Missing in a deployment whose alarms do not follow measures. */
  readonly lookQueue?: LookQueue | undefined;
}
