import { whileStale } from '../../../platform/app/while-stale.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { creatorOf } from '../../core/creator.ts';
import { planMetrics } from '../../core/plan-metrics.ts';
import { contended, invalid, resourceExists } from '../../core/refusal.ts';
import { requireOrder, type ResourceDraft } from '../../core/resource-draft.ts';
import type { ResourceType } from '../../core/resource-type.ts';
import type { Resource } from '../../core/resource.ts';
import type { Ports } from '../../ports.ts';
import { choosePolicies } from '../metrics/choose-policies.ts';
import { findMetrics } from '../metrics/find-metric.ts';
import { findType } from '../types/resource-types.ts';

type Needs = Pick<
  Ports,
  'clock' | 'ids' | 'metrics' | 'policies' | 'resources' | 'resourceTypes' | 'sleep'
>;

export interface NewResource extends ResourceDraft {
  readonly id: string;
  readonly originalId: string;
}

/** Creates a resource with its metrics. `read` says what was asked for, given the type as it is. */
export async function createResource(
  ports: Needs,
  caller: Caller,
  { type: typeName, read }: { readonly type: string; read: (type: ResourceType) => NewResource },
): Promise<Resource> {
  return whileStale(
    ports,
    () => contended(`Resource type ${typeName}`),
    async () => {
      const type = await findType(ports, typeName);
      const draft = read(type);
      const blank = newResource(ports, caller, { type, draft });
      const wishes = await choosePolicies(ports, draft.metrics ?? new Map());
      const plan = planMetrics({
        resource: blank,
        wishes,
        append: false,
        existing: await findMetrics(
          ports,
          [...wishes.values()].flatMap((wish) => ('id' in wish ? [wish.id] : [])),
        ),
        newId: () => ports.ids.random(),
      });
      const resource = { ...blank, metrics: plan.names };
      const outcome = await ports.resources.create(resource, plan);
      if (outcome === 'exists') throw resourceExists(resource.id);
      return outcome === 'created' ? resource : 'stale';
    },
  );
}

function newResource(
  { clock, ids }: Pick<Ports, 'clock' | 'ids'>,
  caller: Caller,
  { type, draft }: { readonly type: ResourceType; readonly draft: NewResource },
): Resource {
  const now = clock.now();
  const [startedAt, endedAt] = [draft.startedAt ?? now, draft.endedAt ?? null];
  if (draft.startedAt !== undefined && endedAt !== null && startedAt > endedAt)
    throw invalid('Start timestamp cannot be after end timestamp');
  const resource: Resource = {
    id: draft.id,
    originalId: draft.originalId,
    type: type.name,
    creator: creatorOf(caller),
    userId: draft.userId ?? null,
    projectId: draft.projectId ?? null,
    startedAt,
    endedAt,
    revisionStart: now,
    attributes: draft.attributes,
    typeVersion: type.version,
    metrics: new Map(),
    revisions: 0,
    incarnation: ids.random(),
    version: 1,
  };
  requireOrder(resource);
  return resource;
}
