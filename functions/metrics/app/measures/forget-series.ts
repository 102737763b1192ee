import { whileStale } from '../../../platform/app/while-stale.ts';
import { groupBy } from '../../../platform/core/group-by.ts';
import { contended as isContended, type Refusal } from '../../core/refusal.ts';
import { type Member, withChange } from '../../core/storage/lane.ts';
import type { MeasurePorts } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';

type Needs = Pick<Ports, 'ids' | 'sleep'> & Pick<MeasurePorts, 'lanes'>;

export const contended = (): Refusal => isContended('A group of metrics');

/**
 * Has the index asked again before measures of these metrics are accepted. To be called when a metric has been
 * deleted or has moved, or the project of its resource has changed, as soon as that is stored.
 */
export const forgetSeries = (ports: Needs, metricIds: readonly string[]): Promise<void> =>
  changeSeries(ports, metricIds, { current: false });

/** Changes what lanes know of metrics. Those that were never measured are in none. */
export async function changeSeries(
  ports: Needs,
  metricIds: readonly string[],
  change: Partial<Pick<Member, 'current' | 'watched'>>,
): Promise<void> {
  if (metricIds.length === 0) return;
  const { lanes } = ports;
  const at = await lanes.find(metricIds.map((metricId) => ({ kind: 'metric', metricId })));
  const byLane = groupBy(
    metricIds.map((id, i) => ({ id, laneId: at[i] })),
    ({ laneId }) => laneId,
  );
  await Promise.all(
    [...byLane].map(async ([laneId, members]) => {
      if (laneId === undefined) return;
      const ids = new Set(members.map(({ id }) => id));
      await whileStale(ports, contended, async () => {
        const lane = (await lanes.get([laneId])).get(laneId);
        const next = lane && withChange(lane, ids, change);
        return next ? lanes.replace(next) : 'unchanged';
      });
    }),
  );
}
