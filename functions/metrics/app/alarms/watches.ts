import type { WatchingAlarm, Watches, WatchTarget } from '../../alarm-ports.ts';
import { readResourceId, type UuidOfName } from '../../core/resource-id.ts';
import type { MeasurePorts } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';
import { changeSeries } from '../measures/forget-series.ts';
import { alarmsOf } from '../measures/watching-alarms.ts';

type Needs = Pick<Ports, 'ids' | 'sleep' | 'resources'> &
  Pick<MeasurePorts, 'lanes' | 'watchStore'> & { readonly uuid5: UuidOfName };

/**
 * Lanes know whether a metric is watched, so that measures of others cost nothing more. The row of an alarm is
 * written before its lane is told, and a new lane is told before it looks for rows; so one of them sees the other.
 */
export function watchesOf(ports: Needs): Watches {
  const { watchStore } = ports;
  const tell = async (target: WatchTarget, watched: boolean) => {
    const id = await metricOf(ports, target);
    if (id !== undefined) await changeSeries(ports, [id], { watched });
  };

  return {
    async add(asked, alarm) {
      const target = canonical(ports, asked, alarm);
      await watchStore.put(target, alarm);
      await tell(target, true);
    },

    async remove(asked, alarm) {
      const target = canonical(ports, asked, alarm);
      await watchStore.remove(target, alarm);
      if (target.kind === 'name' || (await isWatched(ports, target))) return;
      await tell(target, false);
      // An alarm that was added meanwhile may have told the lane before.
      if (await isWatched(ports, target)) await tell(target, true);
    },
  };
}

/** A resource by its id, which is made of the name that its creator gave it. */
function canonical(
  { uuid5 }: Needs,
  target: WatchTarget,
  { projectId }: WatchingAlarm,
): WatchTarget {
  if (target.kind !== 'resource' || target.userId === undefined) return target;
  const { resourceId, userId, name } = target;
  const found = readResourceId(resourceId, { userId, projectId }, uuid5);
  return { kind: 'resource', resourceId: 'id' in found ? found.id : resourceId, name };
}

async function metricOf({ resources }: Needs, target: WatchTarget): Promise<string | undefined> {
  if (target.kind === 'metric') return target.metricId;
  if (target.kind === 'name') return undefined;
  return (await resources.get(target.resourceId))?.metrics.get(target.name);
}

/** Whether an alarm watches the metric itself, by whichever of its names. */
async function isWatched(ports: Needs, target: WatchTarget): Promise<boolean> {
  if (target.kind === 'name') return false;
  if ((await ports.watchStore.list(target)).length > 0) return true;
  const id = await metricOf(ports, target);
  if (id === undefined) return false;
  const [laneId] = await ports.lanes.find([{ kind: 'metric', metricId: id }]);
  if (laneId === undefined) return false;
  const lane = (await ports.lanes.get([laneId])).get(laneId);
  const member = lane?.members.find(({ metricId }) => metricId === id);
  return member !== undefined && (await alarmsOf(ports.watchStore, member)).length > 0;
}
