import type { WatchingAlarm } from '../../alarm-ports.ts';
import type { Indexed } from '../../core/storage/lane.ts';
import type { WatchStore } from '../../measure-ports.ts';

type Watched = Pick<Indexed, 'metricId' | 'resourceId' | 'name'>;

/** The alarms that watch this metric itself. */
export async function alarmsOf(
  watches: Pick<WatchStore, 'list'>,
  { metricId, resourceId, name }: Watched,
): Promise<readonly WatchingAlarm[]> {
  const lists = await Promise.all([
    watches.list({ kind: 'metric', metricId }),
    resourceId === null || name === null
      ? []
      : watches.list({ kind: 'resource', resourceId, name }),
  ]);
  return lists.flat();
}
