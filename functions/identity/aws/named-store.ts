import { transact, type Write } from '../../platform/aws/conditional-write.ts';
import type { NamedStore, Replaced } from '../ports.ts';
import {
  deleteName,
  deleteThing,
  type Named,
  type NamedKind,
  nameKey,
  sameName,
  thingKey,
  unchanged,
  writeName,
  writeThing,
} from './named-rows.ts';
import { revocationWrites } from './revocation-store.ts';
import { readRow, readRows, type Table } from './rows.ts';

/** How often `put` is tried while the stored thing keeps changing its name. */
const putAttempts = 3;

/** Users or projects, whose names are rows of their own so that a transaction can claim them. */
export function dynamoNamedStore<Thing extends Named>(
  table: Table,
  kind: NamedKind,
): NamedStore<Thing> {
  const get = (id: string) => readRow<Thing>(table, thingKey(kind, id));

  async function put(
    thing: Thing,
    extra: readonly Write[],
    attemptsLeft: number,
  ): Promise<'stored' | 'name-taken'> {
    const before = await get(thing.id);
    const write = writeThing(table, kind, thing, sameName(before));
    const outcome = await store(table, [write, ...writeName(table, kind, thing, before), ...extra]);
    if (outcome !== 'stale') return outcome;
    if (attemptsLeft === 1)
      throw new Error(`a ${kind.things} keeps changing its name while it is stored`);
    return put(thing, extra, attemptsLeft - 1);
  }

  return {
    get,

    /** Reads two rows even if there is no such name, so that the time does not reveal it. */
    async byName(name) {
      const owner = await readRow<{ readonly owner: string }>(table, nameKey(kind, name));
      return get(owner?.owner ?? 'nobody');
    },

    list: () => readRows<Thing>(table, kind.things),

    put: (thing, revocation) => put(thing, revocationWrites(table, revocation), putAttempts),

    replace: (thing, before, revocation) =>
      store(table, [
        writeThing(table, kind, thing, unchanged(before, thing)),
        ...writeName(table, kind, thing, before),
        ...revocationWrites(table, revocation),
      ]),

    async remove(thing, revocation) {
      const removed = await transact(table.client, [
        deleteThing(table, kind, thing),
        deleteName(table, kind, thing),
        ...revocationWrites(table, revocation),
      ]);
      if (removed.kind === 'committed') return 'removed';
      if (!removed.at.includes(0))
        throw new Error(`the name of a ${kind.things} belongs to another one`);
      return (await get(thing.id)) ? 'stale' : 'removed';
    },
  };
}

/** Commits the writes: the first is the thing, the second its name. */
async function store({ client }: Table, writes: readonly Write[]): Promise<Replaced> {
  const outcome = await transact(client, writes);
  if (outcome.kind === 'committed') return 'stored';
  return outcome.at.includes(0) ? 'stale' : 'name-taken';
}
