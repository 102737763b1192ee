import { whileStale } from '../../../platform/app/while-stale.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { mayChangeResource, require } from '../../core/access.ts';
import { contended } from '../../core/refusal.ts';
import {
  isRevised,
  redescribed,
  requireOrder,
  type ResourceDraft,
} from '../../core/resource-draft.ts';
import type { ResourceType } from '../../core/resource-type.ts';
import type { Resource } from '../../core/resource.ts';
import { shownAttributes } from '../../core/shown-attributes.ts';
import type { MetricChanges } from '../../ports.ts';
import { findType } from '../types/resource-types.ts';
import { type ChangePorts, planChange } from './change-metrics.ts';
import { findResource, type ResourceKey } from './find-resource.ts';

const noChanges: MetricChanges = { created: [], attached: [], detached: [], removed: [] };

export interface ResourceUpdate extends ResourceKey {
  /** Refuses if the resource is not what the request was made for. */
  readonly check: (seen: Resource) => void;
  /** What was asked for, given the type through which it was. */
  readonly read: (type: ResourceType) => ResourceDraft;
}

/**
 * Changes a resource. What it was is kept as a revision if anything differs but its metrics; metrics that are
 * given replace those that it has, which then are without resource.
 */
export async function updateResource(
  ports: ChangePorts,
  caller: Caller,
  { check, read, ...key }: ResourceUpdate,
): Promise<Resource> {
  return whileStale(
    ports,
    () => contended(`Resource ${key.id}`),
    async () => {
      const seen = await findResource(ports, key);
      require(mayChangeResource(caller, seen));
      check(seen);
      const draft = read(await findType(ports, key.type));
      const own = await findType(ports, seen.type);
      const attributes = Object.fromEntries(shownAttributes(own, seen));
      const described = redescribed(seen, draft, attributes);
      requireOrder(described);
      const revised = isRevised(seen, described, attributes);
      if (!revised && draft.metrics === undefined) return seen;
      const metrics =
        draft.metrics && (await planChange(ports, seen, { wishes: draft.metrics, append: false }));
      const next: Resource = {
        ...described,
        ...(metrics && { metrics: metrics.plan.names }),
        typeVersion: own.version,
        version: seen.version + 1,
        ...(revised && { revisionStart: ports.clock.now(), revisions: seen.revisions + 1 }),
      };
      const outcome = await ports.resources.replace({
        seen,
        next,
        revised,
        metrics: metrics?.changes ?? noChanges,
      });
      return outcome === 'stored' ? next : 'stale';
    },
  );
}
