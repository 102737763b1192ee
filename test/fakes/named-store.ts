import { isDeepStrictEqual } from 'node:util';
import type { NamedStore, RevocationStore } from '../../functions/identity/ports.ts';
import { aKey, aRow } from './dynamo-limits.ts';
import { byText } from './by-text.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

export function memoryNamedStore<Thing extends Named>(
  revocations: RevocationStore,
): NamedStore<Thing> {
  const things = new Map<string, Thing>();
  const byName = (name: string) => [...things.values()].find((thing) => thing.name === name);
  const put: NamedStore<Thing>['put'] = async (thing, revocation) => {
    const owner = byName(thing.name);
    if (owner && owner.id !== thing.id) return 'name-taken';
    aKey(thing.name);
    things.set(aKey(thing.id), aRow(thing));
    if (revocation) await revocations.put(revocation);
    return 'stored';
  };
  return {
    get: async (id) => things.get(aKey(id)),
    byName: async (name) => byName(aKey(name)),
    list: async () => [...things.values()].toSorted(byText(({ id }) => id)),
    put,
    async replace(thing, before, revocation) {
      if (!isDeepStrictEqual(things.get(thing.id), before)) return 'stale';
      return put(thing, revocation);
    },
    async remove({ id, name }, revocation) {
      if ((things.get(id)?.name ?? name) !== name) return 'stale';
      if (things.delete(id)) await revocations.put(revocation);
      return 'removed';
    },
  };
}
