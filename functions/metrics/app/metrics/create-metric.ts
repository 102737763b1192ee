import { whileStale } from '../../../platform/app/while-stale.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { creatorOf } from '../../core/creator.ts';
import type { Metric } from '../../core/metric.ts';
import { contended, invalid, Refusal } from '../../core/refusal.ts';
import { addMetrics, type ChangePorts } from '../resources/change-metrics.ts';
import { policyChooser, type MetricRequest } from './choose-policies.ts';

export interface NewMetric extends MetricRequest {
  readonly resourceId: string | undefined;
}

/** Creates a metric; of a resource if one is named, which then must be one that the caller may change. */
export const createMetric = (
  ports: ChangePorts,
  caller: Caller,
  { resourceId, ...request }: NewMetric,
): Promise<Metric> =>
  resourceId === undefined
    ? createAlone(ports, caller, request)
    : createOfResource(ports, caller, { resourceId, request });

const createAlone = (ports: ChangePorts, caller: Caller, request: MetricRequest): Promise<Metric> =>
  whileStale(
    ports,
    () => contended('The archive policy'),
    async () => {
      const draft = (await policyChooser(ports))(request);
      const id = ports.ids.random();
      const metric = { ...draft, id, creator: creatorOf(caller), resourceId: null };
      return (await ports.metrics.create(metric)) === 'created' ? metric : 'stale';
    },
  );

async function createOfResource(
  ports: ChangePorts,
  caller: Caller,
  {
    resourceId,
    request: { name, policyName, unit },
  }: { readonly resourceId: string; readonly request: MetricRequest },
): Promise<Metric> {
  if (name === null)
    throw invalid({
      cause: 'Attribute value error',
      detail: 'name',
      reason: 'Name cannot be null if resource_id is not null',
    });
  const wishes = new Map([[name, { policyName, unit }]]);
  const addition = { resourceId, wishes, creator: creatorOf(caller) };
  try {
    const { added } = await addMetrics(ports, caller, addition);
    const [metric] = added;
    if (metric) return metric;
  } catch (error) {
    // Here Gnocchi does not answer 409.
    if (error instanceof Refusal && error.code === 'conflict')
      throw invalid({ cause: 'Named metric already exists', detail: name });
    throw error;
  }
  throw new Error('a new metric was not added');
}
