import { allDone } from '../../platform/app/all-done.ts';
import type { Log } from '../../platform/ports.ts';

/** The parts of a sweep by name. Each answers with what it did, for the log. */
export type Parts = Readonly<Record<string, () => Promise<Readonly<Record<string, unknown>>>>>;

/**
 * Puts everything that is due back on its way. The parts know nothing of each other: one that fails
 * stops no other, but the sweep as a whole has failed then, so that an alarm rings.
 */
export async function sweep({ log }: { readonly log: Log }, parts: Parts): Promise<void> {
  const sweeping = Object.entries(parts).map(async ([part, run]) => {
    try {
      log.info('swept', { part, ...(await run()) });
    } catch (cause) {
      log.error('sweep failed', { part, error: cause });
      throw new Error(`sweep of ${part} failed`, { cause });
    }
  });
  await allDone(sweeping, 'sweep incomplete');
}
