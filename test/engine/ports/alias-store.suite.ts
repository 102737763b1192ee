import { beforeEach, describe, expect, test } from 'vitest';
import type { AliasStore } from '../../../functions/engine/version-ports.ts';
import { anAlias } from '../support/engine-builders.ts';

export function aliasStoreSuite(make: () => Promise<AliasStore>) {
  describe('an alias store', () => {
    let store: AliasStore;
    beforeEach(async () => {
      store = await make();
    });

    test('finds an alias by its name in its project', async () => {
      const alias = anAlias();
      expect(await store.create(alias)).toBe('created');
      expect(await store.get('demo', alias.name)).toEqual(alias);
      expect(await store.get('alt', alias.name)).toBeUndefined();
      expect(await store.list('demo')).toEqual([alias]);
      expect(await store.list('alt')).toEqual([]);
      expect(await store.listAll()).toEqual([alias]);
    });

    test('accepts neither a name nor a function and version twice in a project', async () => {
      const alias = anAlias();
      await store.create(alias);
      expect(await store.create(anAlias({ name: alias.name }))).toBe('name');
      expect(await store.create({ ...anAlias({ name: 'other' }), ...target(alias) })).toBe(
        'target',
      );
      expect(await store.create(anAlias({ projectId: 'alt', ...target(alias) }))).toBe('created');
      expect(await store.list('demo')).toEqual([alias]);
    });

    test('moves an alias, and frees its old target', async () => {
      const alias = anAlias();
      await store.create(alias);
      const moved = { ...alias, functionVersion: 2 };
      expect(await store.replace(moved, alias)).toBe('stored');
      expect(await store.get('demo', alias.name)).toEqual(moved);
      const free = anAlias({ name: 'other', ...target(alias) });
      expect(await store.create(free)).toBe('created');
      expect(await store.replace({ ...moved, ...target(alias) }, moved)).toBe('target');
      expect(await store.replace({ ...moved, description: 'd' }, moved)).toBe('stored');
    });

    test('the second of two moves of the same alias is stale; a removed alias never comes back', async () => {
      const alias = anAlias();
      await store.create(alias);
      await store.replace({ ...alias, functionVersion: 2 }, alias);
      expect(await store.replace({ ...alias, functionVersion: 3 }, alias)).toBe('stale');
      expect(await store.remove(alias)).toBe('stale');
      expect(await store.remove({ ...alias, functionVersion: 2 })).toBe('removed');
      expect(await store.replace(alias, { ...alias, functionVersion: 2 })).toBe('stale');
      expect(await store.list('demo')).toEqual([]);
      expect(await store.create(anAlias({ ...target(alias), functionVersion: 2 }))).toBe('created');
    });
  });
}

const target = ({ functionId, functionVersion }: ReturnType<typeof anAlias>) => ({
  functionId,
  functionVersion,
});
