import { whileStale } from '../../../platform/app/while-stale.ts';
import { isoMicroseconds } from '../../../platform/core/python-datetime.ts';
import type { Point } from '../../core/aggregation/point.ts';
import type { FoundMetric } from '../../core/found-metric.ts';
import { contended } from '../../core/refusal.ts';
import type { Ports } from '../../ports.ts';

type Needs = Pick<Ports, 'clock' | 'ids' | 'sleep' | 'resources'>;

/** A metric, and what is measured of it. */
export interface MeasuredMetric {
  readonly found: FoundMetric;
  readonly points: readonly Point[];
}

/**
 * A resource that has ended, and of which something is measured at that time or later, has not ended
 * (`gnocchi/storage/__init__.py`, `_compute_and_store_timeseries`). Lanes know nothing of ended resources, so that their
 * measures always come by here.
 */
export async function restoreResources(
  ports: Needs,
  measured: readonly MeasuredMetric[],
): Promise<void> {
  const ids = measured.flatMap(({ found: { resource }, points }) => {
    if (!resource || resource.endedAt === null) return [];
    const end = Number(isoMicroseconds(resource.endedAt) ?? 0n);
    return points.some(({ time }) => time >= end) ? [resource.id] : [];
  });
  await Promise.all([...new Set(ids)].map((id) => restore(ports, id)));
}

const restore = (ports: Needs, id: string): Promise<void> =>
  whileStale(
    ports,
    () => contended(`Resource ${id}`),
    async () => {
      const seen = await ports.resources.get(id);
      if (!seen || seen.endedAt === null) return undefined;
      const outcome = await ports.resources.replace({
        seen,
        next: {
          ...seen,
          endedAt: null,
          revisionStart: ports.clock.now(),
          revisions: seen.revisions + 1,
          version: seen.version + 1,
        },
        revised: true,
        metrics: { created: [], attached: [], detached: [], removed: [] },
      });
      return outcome === 'stored' ? undefined : 'stale';
    },
  );
