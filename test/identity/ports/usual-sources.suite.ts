import { expect, test } from 'vitest';
import type { UsualSourceStore } from '../../../functions/identity/ports.ts';

const office = { source: 'office', seenAt: '2096-11-23T10:05:00.000000Z' };
const home = { source: 'home', seenAt: '2096-11-24T10:05:00.000000Z' };

export function usualSourcesSuite(make: () => Promise<UsualSourceStore>): void {
  test('the sources of an account are kept in their order, apart from those of others', async () => {
    const store = await make();
    expect(await store.list('a')).toEqual([]);
    expect(await store.replace('a', [office], [])).toBe('stored');
    expect(await store.replace('a', [home, office], [office])).toBe('stored');
    expect(await store.list('a')).toEqual([home, office]);
    expect(await store.list('b')).toEqual([]);
  });

  test('of two changes from the same state, one wins', async () => {
    const store = await make();
    const first = await Promise.all([
      store.replace('a', [office], []),
      store.replace('a', [home], []),
    ]);
    expect(first.toSorted()).toEqual(['stale', 'stored']);
    const before = await store.list('a');
    const later = [{ ...office, seenAt: home.seenAt }];
    const second = await Promise.all([
      store.replace('a', later, before),
      store.replace('a', [home, office], before),
    ]);
    expect(second.toSorted()).toEqual(['stale', 'stored']);
  });
}
