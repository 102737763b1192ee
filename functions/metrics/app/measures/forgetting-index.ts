import type { MeasurePorts } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';
import { forgetSeries } from './forget-series.ts';

type Needs = Pick<Ports, 'ids' | 'sleep' | 'metrics' | 'resources'> & Pick<MeasurePorts, 'lanes'>;

/**
 * The index, telling lanes of each change that makes what they know of metrics untrue, as soon as it is stored.
 * If a process dies in between, the next compaction of the lane finds out (`compact-lane.ts`).
 */
export function forgettingIndex(ports: Needs): Pick<Ports, 'metrics' | 'resources'> {
  const { metrics, resources } = ports;
  return {
    metrics: {
      ...metrics,
      async remove(metric) {
        const outcome = await metrics.remove(metric);
        if (outcome === 'removed') await forgetSeries(ports, [metric.id]);
        return outcome;
      },
    },
    resources: {
      ...resources,
      async replace(change) {
        const outcome = await resources.replace(change);
        if (outcome === 'stored') {
          const { seen, next, metrics: changes } = change;
          const moved = [...changes.attached.map((each) => each.next), ...changes.detached];
          const ids = [...moved, ...changes.removed].map(({ id }) => id);
          const isSame = seen.projectId === next.projectId && seen.endedAt === next.endedAt;
          const others = isSame ? [] : seen.metrics.values();
          await forgetSeries(ports, [...new Set([...ids, ...others])]);
        }
        return outcome;
      },
      async remove(resource) {
        const outcome = await resources.remove(resource);
        if (outcome === 'removed') await forgetSeries(ports, [...resource.metrics.values()]);
        return outcome;
      },
    },
  };
}
