import type { Fault } from '../core/fault.ts';
import type { PlatformPorts } from '../ports.ts';

const attempts = 10;
const longestWaitMilliseconds = 100;

/**
 * Reads, decides and writes, and does so again whenever somebody else has changed the row in between:
 * no write may undo what it has not seen. Gives up with `contended` after ten attempts.
 */
export async function whileStale<Outcome>(
  { sleep, ids }: Pick<PlatformPorts, 'sleep' | 'ids'>,
  contended: () => Fault,
  attempt: () => Promise<Outcome | 'stale'>,
): Promise<Outcome> {
  for (let tried = 1; tried <= attempts; tried += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt reads what the one before lost against
    const outcome = await attempt();
    if (outcome !== 'stale') return outcome;
    const chance = Number.parseInt(ids.random().slice(0, 4), 16) / 0xffff;
    // oxlint-disable-next-line no-await-in-loop -- waits between attempts
    await sleep(chance * longestWaitMilliseconds);
  }
  throw contended();
}
