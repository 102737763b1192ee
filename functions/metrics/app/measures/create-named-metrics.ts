import type { Caller } from '../../../platform/core/caller.ts';
import { creatorOf } from '../../core/creator.ts';
import { noSuchResource, Refusal } from '../../core/refusal.ts';
import type { Resource } from '../../core/resource.ts';
import { addMetrics, type ChangePorts } from '../resources/change-metrics.ts';

/** A metric of a resource that measures name, and what it is to be if it does not exist. */
export interface NewMetric {
  readonly name: string;
  readonly policyName?: string | undefined;
  readonly unit?: string | undefined;
}

/** How often others may create the same metrics at the same time. */
const attempts = 3;

/**
 * Creates those of the metrics that the resource does not have, as metrics of the caller. Who may not change the
 * resource may not add to it, where Gnocchi lets anybody.
 */
export async function createNamedMetrics(
  ports: ChangePorts,
  caller: Caller,
  { resource, metrics }: { readonly resource: Resource; readonly metrics: readonly NewMetric[] },
): Promise<Resource> {
  let seen = resource;
  for (let attempt = 1; ; attempt += 1) {
    const missing = missingIn(seen, metrics);
    if (missing.length === 0) return seen;
    const wishes = new Map(
      missing.map(({ name, policyName, unit }) => [name, { policyName, unit }]),
    );
    try {
      // oxlint-disable-next-line no-await-in-loop -- the next attempt reads what this one lost against
      const added = await addMetrics(ports, caller, {
        resourceId: resource.id,
        wishes,
        creator: creatorOf(caller),
      });
      return added.resource;
    } catch (error) {
      // Somebody else has created one of them.
      const isTaken = error instanceof Refusal && error.code === 'conflict';
      if (!isTaken || attempt === attempts) throw error;
    }
    // oxlint-disable-next-line no-await-in-loop -- as above
    const now = await ports.resources.get(resource.id);
    if (!now) throw noSuchResource(resource.id);
    seen = now;
  }
}

const missingIn = (resource: Resource, metrics: readonly NewMetric[]): readonly NewMetric[] =>
  metrics.filter(({ name }) => !resource.metrics.has(name));
