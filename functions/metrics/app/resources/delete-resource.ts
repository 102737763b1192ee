import { whileStale } from '../../../platform/app/while-stale.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { mayDelete, require } from '../../core/access.ts';
import { contended } from '../../core/refusal.ts';
import type { Resource } from '../../core/resource.ts';
import type { Ports } from '../../ports.ts';
import { findResource, type ResourceKey } from './find-resource.ts';

type Needs = Pick<Ports, 'ids' | 'resources' | 'resourceTypes' | 'sleep'>;

/** Deletes a resource with its metrics and its history. */
export async function deleteResource(
  ports: Needs,
  caller: Caller,
  { check, ...key }: ResourceKey & { readonly check: (seen: Resource) => void },
): Promise<void> {
  await whileStale(
    ports,
    () => contended(`Resource ${key.id}`),
    async () => {
      const seen = await findResource(ports, key);
      require(mayDelete(caller, seen));
      check(seen);
      return ports.resources.remove(seen);
    },
  );
}
