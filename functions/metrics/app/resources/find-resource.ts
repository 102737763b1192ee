import type { Caller } from '../../../platform/core/caller.ts';
import { mayReadResource, require } from '../../core/access.ts';
import { noSuchResource } from '../../core/refusal.ts';
import { generic } from '../../core/resource-type.ts';
import type { Resource } from '../../core/resource.ts';
import type { Ports } from '../../ports.ts';
import { findType } from '../types/resource-types.ts';

type Needs = Pick<Ports, 'resources' | 'resourceTypes'>;

/** Which resource a request is about. `generic` stands for any type. */
export interface ResourceKey {
  readonly type: string;
  readonly id: string;
}

/** The resource, if it is of the type. Who may do what with it is up to the caller. */
export async function findResource(ports: Needs, { type, id }: ResourceKey): Promise<Resource> {
  await findType(ports, type);
  const resource = await ports.resources.get(id);
  if (!resource || (type !== generic && resource.type !== type)) throw noSuchResource(id);
  return resource;
}

export async function readResource(
  ports: Needs,
  caller: Caller,
  key: ResourceKey,
): Promise<Resource> {
  const resource = await findResource(ports, key);
  require(mayReadResource(caller, resource));
  return resource;
}
