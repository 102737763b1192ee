import { Fault } from '../core/fault.ts';
import type { PlatformPorts } from '../ports.ts';

const attempts = 10;
const longestWaitMilliseconds = 100;

/**
 * Reads, decides and writes again while somebody else was faster: the API has no versions, its last
 * writer wins, and no write may undo what it has not seen.
 */
export async function whileStale<Outcome>(
  { sleep, ids }: Pick<PlatformPorts, 'sleep' | 'ids'>,
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
  throw new Fault('unavailable', 'The alarm is being changed too often, try again');
}
