import type { Leftovers } from '../../functions/upkeep/ports.ts';

/** Leftovers in memory. Each removal makes one of the `late` names appear. */
export function memoryLeftovers(
  names: readonly string[],
  { atOnce = 1, late = [] }: { readonly atOnce?: number; readonly late?: readonly string[] } = {},
) {
  const present = new Set(names);
  const coming = [...late];
  return {
    atOnce,
    list: async () => [...present],
    async remove(gone) {
      for (const name of gone) present.delete(name);
      const next = coming.shift();
      if (next !== undefined) present.add(next);
    },
    make(name: string): void {
      present.add(name);
    },
  } satisfies Leftovers & { make(name: string): void };
}
