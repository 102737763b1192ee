import { setImmediate } from 'node:timers/promises';
import type { Archive } from '../../functions/metrics/core/aggregation/archive.ts';
import { tailArchives, tailBytes } from '../../functions/metrics/core/storage/columns.ts';
import { keyText, type Lane } from '../../functions/metrics/core/storage/lane.ts';
import type {
  Frame,
  LaneArchives,
  MeasurePorts,
  Segment,
  SegmentRange,
} from '../../functions/metrics/measure-ports.ts';
import type { WatchingAlarm } from '../../functions/metrics/alarm-ports.ts';
import { after, type Instant } from '../../functions/platform/core/instant.ts';
import { memoryDueRows } from './due-rows.ts';

interface ArchivesRow {
  watermark: string | undefined;
  tail: Uint8Array;
  compactedAt: Instant;
  dueAt: Instant;
  generation: number;
  leaseUntil: Instant | undefined;
  deadSince: Instant | undefined;
}

const empty = tailBytes(new Map<number, Archive>());
const archivesIn = ({ watermark, tail, compactedAt, deadSince }: ArchivesRow): LaneArchives => ({
  watermark,
  compactedAt,
  deadSince,
  tail: tailArchives(tail),
});

const segmentKey = (laneId: string, granularity: number, index: number) =>
  JSON.stringify([laneId, granularity, index]);

/** Lanes, frames and archives in memory. */
export function memoryMeasureStores(): MeasurePorts & {
  readonly frameCount: () => number;
  /** As the time to live does, after 30 days. */
  readonly expireFrames: () => void;
} {
  const laneByKey = new Map<string, string>();
  const lanes = new Map<string, Lane>();
  const frames = new Map<string, Map<string, Frame>>();
  const archives = new Map<string, ArchivesRow>();
  const segments = new Map<string, { generation: number; segment: Segment }>();
  const inRange = ({ laneId, granularity, first, last }: SegmentRange) =>
    [...segments].filter(([key]) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key was made of these
      const [lane, g, index] = JSON.parse(key) as [string, number, number];
      return lane === laneId && g === granularity && index >= first && index <= last;
    });

  const watches = new Map<string, Map<string, WatchingAlarm>>();
  const looks = new Map<string, { until: Instant; repeated: boolean }>();

  return {
    watchStore: {
      async put(target, alarm) {
        const ofTarget = watches.get(JSON.stringify(target)) ?? new Map();
        watches.set(JSON.stringify(target), ofTarget.set(JSON.stringify(alarm), alarm));
      },
      async remove(target, alarm) {
        watches.get(JSON.stringify(target))?.delete(JSON.stringify(alarm));
      },
      list: async (target) => [...(watches.get(JSON.stringify(target))?.values() ?? [])],
      async claimLook(alarm, now) {
        const look = looks.get(JSON.stringify(alarm));
        if (!look || look.until <= now) {
          looks.set(JSON.stringify(alarm), { until: after(now, 1), repeated: false });
          return 'now';
        }
        if (look.repeated) return 'asked-for';
        look.repeated = true;
        return 'in-a-second';
      },
    },
    expireFrames: () => frames.clear(),
    frameCount: () => [...frames.values()].reduce((sum, { size }) => sum + size, 0),
    lanes: {
      find: async (keys) => keys.map((key) => laneByKey.get(keyText(key))),
      get: async (ids) =>
        new Map(ids.flatMap((id) => (lanes.has(id) ? [[id, lanes.get(id)!]] : []))),
      async claim(laneId, metricIds) {
        const at: string[] = [];
        for (const id of metricIds) {
          const there = laneByKey.get(id) ?? laneId;
          laneByKey.set(id, there);
          at.push(there);
          // A row each: those of others come in between.
          // oxlint-disable-next-line no-await-in-loop -- one after the other
          await setImmediate();
        }
        return at;
      },
      async replace(next) {
        if ((lanes.get(next.id)?.version ?? 0) !== next.version - 1) return 'stale';
        lanes.set(next.id, next);
        return 'stored';
      },
      async name(laneId, keys) {
        for (const key of keys) laneByKey.set(keyText(key), laneId);
      },
    },
    frames: {
      async add(laneId, frame) {
        const ofLane = frames.get(laneId) ?? new Map();
        frames.set(laneId, ofLane.set(frame.id, frame));
      },
      list: async (laneId, mark, limit = Number.POSITIVE_INFINITY) =>
        [...(frames.get(laneId)?.values() ?? [])]
          .filter(({ id }) => mark === undefined || id > mark)
          .toSorted((left, right) => (left.id < right.id ? -1 : 1))
          .slice(0, limit),
    },
    archives: {
      ...memoryDueRows(() =>
        [...archives].map(([key, { dueAt }]) => ({ key, row: [key, ''], at: dueAt })),
      ),
      async open(laneId, dueAt) {
        if (archives.has(laneId)) return;
        archives.set(laneId, {
          watermark: undefined,
          tail: empty,
          compactedAt: dueAt,
          dueAt,
          generation: 0,
          leaseUntil: undefined,
          deadSince: undefined,
        });
      },
      async read(laneId) {
        const row = archives.get(laneId);
        return row ? archivesIn(row) : { watermark: undefined, tail: new Map(), compactedAt: '' };
      },
      async hasten(laneId, at) {
        const row = archives.get(laneId);
        if (row && row.dueAt > at) row.dueAt = at;
      },
      async begin(laneId, now, until) {
        const row = archives.get(laneId);
        if (!row || (row.leaseUntil !== undefined && row.leaseUntil > now)) return undefined;
        row.leaseUntil = until;
        row.generation += 1;
        return { generation: row.generation, archives: archivesIn(row) };
      },
      async commit(laneId, { generation }, { watermark, tail, compactedAt, deadSince, dueAt }) {
        const row = archives.get(laneId);
        if (row?.generation !== generation) return 'stale';
        Object.assign(row, { watermark, compactedAt, deadSince, dueAt, leaseUntil: undefined });
        row.tail = tailBytes(tail);
        return 'stored';
      },
      segments: async (range, names) =>
        inRange(range)
          .map(([, { segment }]) => ({
            index: segment.index,
            columns: new Map(
              [...segment.columns].filter(([name]) => names === 'all' || names.includes(name)),
            ),
          }))
          .toSorted((left, right) => left.index - right.index),
      async seal({ laneId, granularity }, segment, generation) {
        const key = segmentKey(laneId, granularity, segment.index);
        if ((segments.get(key)?.generation ?? 0) <= generation)
          segments.set(key, { generation, segment });
      },
      async forget(range) {
        for (const [key] of inRange(range)) segments.delete(key);
      },
      async forgetAll(laneId, generation) {
        for (const [key, { generation: written }] of segments)
          if (JSON.parse(key)[0] === laneId && written <= generation) segments.delete(key);
      },
      async bury({ id, version, members }, generation) {
        const keys = members.flatMap(({ metricId, resourceId, name }) => [
          keyText({ kind: 'metric', metricId }),
          ...(resourceId === null || name === null
            ? []
            : [keyText({ kind: 'named', resourceId, name })]),
        ]);
        for (const key of keys) if (laneByKey.get(key) === id) laneByKey.delete(key);
        if (lanes.get(id)?.version !== version || archives.get(id)?.generation !== generation)
          return 'stale';
        lanes.delete(id);
        archives.delete(id);
        return 'buried';
      },
    },
  };
}
