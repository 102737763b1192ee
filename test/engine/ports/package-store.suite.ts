import { beforeAll, describe, expect, test } from 'vitest';
import type { PackageStore } from '../../../functions/engine/ports.ts';

const key = 'packages/demo/f/1.zip';
const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);

export function packageStoreSuite(make: () => Promise<PackageStore>) {
  describe('a package store', () => {
    let store: PackageStore;
    beforeAll(async () => {
      store = await make();
    });

    test('returns the bytes it was given', async () => {
      await store.put(key, bytes);
      expect(Buffer.compare((await store.get(key)) ?? new Uint8Array(), bytes)).toBe(0);
    });

    test('returns nothing for an unknown key', async () => {
      expect(await store.get('packages/demo/f/none.zip')).toBeUndefined();
    });

    test('knows the size of a package before it is read', async () => {
      await store.put(key, bytes);
      expect(await store.size(key)).toBe(100_000);
      expect(await store.size('packages/demo/f/none.zip')).toBeUndefined();
    });

    test('removes a package, also one that is gone', async () => {
      await store.put(key, bytes);
      await store.remove(key);
      await store.remove(key);
      expect(await store.get(key)).toBeUndefined();
    });
  });
}
