import type { Sleep } from '../../platform/ports.ts';
import type { Leftovers } from '../ports.ts';

/** Concurrent calls: Lambda's control plane takes 15 calls a second. */
const concurrency = 5;
/** The pause between rounds. A Lambda that is still running without its trigger may create more. */
const pauseMilliseconds = 2000;

/**
 * Removes all leftovers and lists again until there are none, so that those created meanwhile are removed,
 * too. Returns `unfinished` if `hasTime` turns false before that.
 */
export async function removeLeftovers(
  { leftovers, sleep }: { readonly leftovers: readonly Leftovers[]; readonly sleep: Sleep },
  hasTime: () => boolean,
): Promise<'removed' | 'unfinished'> {
  while (hasTime()) {
    // oxlint-disable-next-line no-await-in-loop -- each round lists what the previous one left
    const counts = await Promise.all(leftovers.map((kind) => removeAll(kind, hasTime)));
    if (counts.every((count) => count === 0)) return 'removed';
    // oxlint-disable-next-line no-await-in-loop -- as above
    await sleep(pauseMilliseconds);
  }
  return 'unfinished';
}

/** Removes what a kind lists now, and returns how many there were. */
async function removeAll(kind: Leftovers, hasTime: () => boolean): Promise<number> {
  const names = await kind.list();
  const waiting = [...names];
  const worker = async () => {
    while (waiting.length > 0 && hasTime())
      // oxlint-disable-next-line no-await-in-loop -- few concurrent calls, to avoid throttling
      await kind.remove(waiting.splice(0, kind.atOnce));
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return names.length;
}
