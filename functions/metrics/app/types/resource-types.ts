import { whileStale } from '../../../platform/app/while-stale.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { byCodePoint } from '../../../platform/core/python-json.ts';
import { requireAdmin, requireAdminOrService } from '../../core/access.ts';
import { contended, invalid, noSuchResourceType, resourceTypeExists } from '../../core/refusal.ts';
import { generic, type ResourceType } from '../../core/resource-type.ts';
import type { Ports } from '../../ports.ts';

type Needs = Pick<Ports, 'resourceTypes'>;

/** By name. */
export const listTypes = async ({ resourceTypes }: Needs): Promise<readonly ResourceType[]> =>
  (await resourceTypes.list()).toSorted((left, right) => byCodePoint(left.name, right.name));

export async function findType({ resourceTypes }: Needs, name: string): Promise<ResourceType> {
  const type = await resourceTypes.get(name);
  if (!type) throw noSuchResourceType(name);
  return type;
}

export async function createType(
  { resourceTypes }: Needs,
  caller: Caller,
  type: ResourceType,
): Promise<void> {
  requireAdminOrService(caller);
  if ((await resourceTypes.create(type)) === 'exists') throw resourceTypeExists(type.name);
}

/** Changes a type; `change` says what it becomes, and the type itself if nothing changes. */
export async function updateType(
  ports: Needs & Pick<Ports, 'ids' | 'sleep'>,
  caller: Caller,
  {
    name,
    change,
  }: { readonly name: string; readonly change: (seen: ResourceType) => ResourceType },
): Promise<ResourceType> {
  requireAdminOrService(caller);
  return whileStale(
    ports,
    () => contended(`Resource type ${name}`),
    async () => {
      const seen = await findType(ports, name);
      const next = change(seen);
      if (next === seen) return seen;
      if (name === generic) throw invalid('Resource type generic cannot be changed');
      return (await ports.resourceTypes.replace(next)) === 'stored' ? next : 'stale';
    },
  );
}

export async function deleteType(ports: Needs, caller: Caller, name: string): Promise<void> {
  await findType(ports, name);
  requireAdmin(caller);
  const outcome = await ports.resourceTypes.remove(name);
  if (outcome === 'missing') throw noSuchResourceType(name);
  if (outcome === 'used') throw invalid(`Resource type ${name} is still in use`);
}
