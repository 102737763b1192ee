import { allDone } from '../../platform/app/all-done.ts';
import type { Log } from '../../platform/ports.ts';

/** The parts of a sweep by name. Each returns what it did, for the log. */
export type Parts = Readonly<Record<string, () => Promise<Readonly<Record<string, unknown>>>>>;

/**
 * Runs all parts. They are independent: if one fails, the others still run. Then the sweep fails, so that
 * its alarm rings.
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
