import type { RowKey } from '../../platform/aws/row-reader.ts';
import type { WatchingAlarm, WatchTarget } from '../alarm-ports.ts';
import type { SeriesKey } from '../core/storage/lane.ts';

/* The keys of the table of measures. Numbers in keys are padded, so that they sort. */

const lanePrefix = 'L#';
const lanePartition = (laneId: string): string => `${lanePrefix}${laneId}`;

/** Where a metric's measures are, by its id or by its name in a resource. */
export const seriesKey = (key: SeriesKey): RowKey =>
  key.kind === 'metric'
    ? { pk: `M#${key.metricId}`, sk: 'lane' }
    : { pk: `R#${key.resourceId}`, sk: key.name };

/** Which metrics are in a lane. */
export const directoryKey = (laneId: string): RowKey => ({
  pk: lanePartition(laneId),
  sk: 'directory',
});

/** How far a lane is compacted. */
export const archivesKey = (laneId: string): RowKey => ({
  pk: lanePartition(laneId),
  sk: 'archives',
});

export const laneOfKey = ({ pk }: Pick<RowKey, 'pk'>): string => pk.slice(lanePrefix.length);

/** Alarms that watch a metric, one of a resource by its name, or all of a name. */
export const watchKey = (target: WatchTarget, { projectId, alarmId }: WatchingAlarm): RowKey => {
  const sk = `${projectId}#${alarmId}`;
  return { pk: watchPartition(target), sk };
};
export function watchPartition(target: WatchTarget): string {
  switch (target.kind) {
    case 'metric':
      return `W#M#${target.metricId}`;
    case 'resource':
      return `W#R#${target.resourceId}#${target.name}`;
    case 'name':
      return `W#N#${target.name}`;
  }
}
export const alarmOfKey = ({ sk }: Pick<RowKey, 'sk'>): WatchingAlarm => {
  const at = sk.lastIndexOf('#');
  return { projectId: sk.slice(0, at), alarmId: sk.slice(at + 1) };
};

/** When the next look at an alarm is. */
export const lookKey = ({ projectId, alarmId }: WatchingAlarm): RowKey => ({
  pk: `W#L#${projectId}#${alarmId}`,
  sk: 'look',
});

const framePrefix = 'F#';
export const frameKey = (laneId: string, frameId: string): RowKey => ({
  pk: lanePartition(laneId),
  sk: `${framePrefix}${frameId}`,
});
export const frameOfKey = ({ sk }: Pick<RowKey, 'sk'>): string => sk.slice(framePrefix.length);
/** After every frame of a lane. */
export const afterFrames = 'F$';

const padded = (value: number): string => String(value).padStart(17, '0');
const segmentPrefix = 'S#';
/** All sealed windows of a lane. */
export const segmentsOfLane = (laneId: string) => ({
  pk: lanePartition(laneId),
  prefix: segmentPrefix,
});
/** The sealed windows of a stretch of time. */
export const segmentKey = (laneId: string, granularity: number, index: number): RowKey => ({
  pk: lanePartition(laneId),
  sk: `${segmentPrefix}${padded(granularity)}#${padded(index)}`,
});
export const segmentIndex = ({ sk }: Pick<RowKey, 'sk'>): number =>
  Number(sk.slice(sk.lastIndexOf('#') + 1));
