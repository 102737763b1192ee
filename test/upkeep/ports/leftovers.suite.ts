import { expect, test } from 'vitest';
import type { Leftovers } from '../../../functions/upkeep/ports.ts';

/** `make` creates a leftover of the kind and returns its name. */
export function leftoversSuite(
  start: () => Promise<{ readonly leftovers: Leftovers; readonly make: () => Promise<string> }>,
): void {
  test('leftovers are listed until they are removed', async () => {
    const { leftovers, make } = await start();
    const first = await make();
    const second = await make();
    expect(new Set(await leftovers.list())).toEqual(new Set([first, second]));

    await leftovers.remove([first]);
    expect(await leftovers.list()).toEqual([second]);

    await leftovers.remove([second]);
    expect(await leftovers.list()).toEqual([]);
  });

  test('removing a leftover twice is not an error', async () => {
    const { leftovers, make } = await start();
    const name = await make();
    await leftovers.remove([name]);
    await leftovers.remove([name]);
    expect(await leftovers.list()).toEqual([]);
  });
}
