import { whileStale } from '../../../platform/app/while-stale.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { mayDelete, require } from '../../core/access.ts';
import { contended } from '../../core/refusal.ts';
import type { Ports } from '../../ports.ts';
import { findMetric } from './find-metric.ts';

type Needs = Pick<Ports, 'ids' | 'metrics' | 'resources' | 'sleep'>;

/** Deletes a metric; its resource, if it has one, no longer names it. */
export async function deleteMetric(ports: Needs, caller: Caller, id: string): Promise<void> {
  await whileStale(
    ports,
    () => contended(`Metric ${id}`),
    async () => {
      const { metric, resource } = await findMetric(ports, id);
      require(mayDelete(caller, metric));
      if (!resource) return ports.metrics.remove(metric);
      const metrics = new Map([...resource.metrics].filter(([, each]) => each !== id));
      return ports.resources.replace({
        seen: resource,
        next: { ...resource, metrics, version: resource.version + 1 },
        revised: false,
        metrics: { created: [], attached: [], detached: [], removed: [metric] },
      });
    },
  );
}
