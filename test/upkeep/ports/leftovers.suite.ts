import { expect, test } from 'vitest';
import type { Leftovers } from '../../../functions/upkeep/ports.ts';

/** `make` makes one of the kind and gives back its name. */
export function leftoversSuite(
  start: () => Promise<{ readonly leftovers: Leftovers; readonly make: () => Promise<string> }>,
): void {
  test('what was made is listed until it is removed', async () => {
    const { leftovers, make } = await start();
    const first = await make();
    const second = await make();
    expect(new Set(await leftovers.list())).toEqual(new Set([first, second]));

    await leftovers.remove([first]);
    expect(await leftovers.list()).toEqual([second]);

    await leftovers.remove([second]);
    expect(await leftovers.list()).toEqual([]);
  });

  test('removing what is gone is no error', async () => {
    const { leftovers, make } = await start();
    const name = await make();
    await leftovers.remove([name]);
    await leftovers.remove([name]);
    expect(await leftovers.list()).toEqual([]);
  });
}
