import type { Leftovers } from '../../functions/upkeep/ports.ts';

/** Leftovers that are just names; `late` ones appear one by one while others are removed. */
export function memoryLeftovers(
  names: readonly string[],
  { atOnce = 1, late = [] }: { readonly atOnce?: number; readonly late?: readonly string[] } = {},
) {
  const there = new Set(names);
  const coming = [...late];
  return {
    atOnce,
    list: async () => [...there],
    async remove(gone) {
      for (const name of gone) there.delete(name);
      const next = coming.shift();
      if (next !== undefined) there.add(next);
    },
    make(name: string): void {
      there.add(name);
    },
  } satisfies Leftovers & { make(name: string): void };
}
