import type { Sleep } from '../../platform/ports.ts';
import type { Leftovers } from '../ports.ts';

/** Removed side by side: Lambda's control plane takes 15 calls a second. */
const sideBySide = 5;
/** A Lambda that was still running when its trigger went may make one more. */
const calmMilliseconds = 2000;

/**
 * Removes every leftover, and lists again until there is none, so that what was being made meanwhile
 * is found, too. `unfinished` when `mayGoOn` said no before that.
 */
export async function removeLeftovers(
  { leftovers, sleep }: { readonly leftovers: readonly Leftovers[]; readonly sleep: Sleep },
  mayGoOn: () => boolean,
): Promise<'removed' | 'unfinished'> {
  while (mayGoOn()) {
    // oxlint-disable-next-line no-await-in-loop -- each round looks at what the one before left
    const counts = await Promise.all(leftovers.map((kind) => removeAll(kind, mayGoOn)));
    if (counts.every((count) => count === 0)) return 'removed';
    // oxlint-disable-next-line no-await-in-loop -- as above
    await sleep(calmMilliseconds);
  }
  return 'unfinished';
}

/** How many there were. */
async function removeAll(kind: Leftovers, mayGoOn: () => boolean): Promise<number> {
  const names = await kind.list();
  const waiting = [...names];
  const worker = async () => {
    while (waiting.length > 0 && mayGoOn())
      // oxlint-disable-next-line no-await-in-loop -- a few workers, so as not to be throttled
      await kind.remove(waiting.splice(0, kind.atOnce));
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return names.length;
}
