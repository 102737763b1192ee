import { allDone } from '../../platform/app/all-done.ts';
import { after } from '../../platform/core/instant.ts';
import type { MeasurePorts } from '../measure-ports.ts';
import type { Ports } from '../ports.ts';
import { compactLane } from './measures/compact-lane.ts';

type Needs = Pick<
  Ports,
  'clock' | 'ids' | 'sleep' | 'log' | 'metrics' | 'resources' | 'policies' | 'leftovers'
> &
  MeasurePorts;

/** How many of each are done in a run. */
const atMost = 2500;
/** Lanes that are compacted at the same time: each may take some megabytes of memory. */
const atOnce = 8;
/** When a lane or a leftover that failed is tried again. */
const againSeconds = 600;
/** What is not begun by then is left to the next run: Lambda would end it in the middle. */
const startingSeconds = 240;

/** What must happen for metrics every five minutes. Each part returns what it did, for the log. */
export const metricsUpkeep = (ports: Needs) => ({
  measures: () => compactDue(ports),
  leftovers: () => clearDue(ports),
});

async function compactDue(ports: Needs) {
  const { archives, clock, log } = ports;
  const until = after(clock.now(), startingSeconds);
  const due = await archives.due(clock.now(), atMost);
  const done = { lanes: 0, frames: 0, late: 0 };
  const failed: unknown[] = [];
  const waiting = [...due];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next && clock.now() < until; next = waiting.shift())
      try {
        // oxlint-disable-next-line no-await-in-loop -- a worker compacts one lane after the other
        const compacted = await compactLane(ports, next.key);
        if (compacted === 'busy') continue;
        done.lanes += 1;
        done.frames += compacted.frames;
        done.late += compacted.late;
      } catch (error) {
        log.error('lane not compacted', { lane: next.key, error });
        failed.push(error);
        // oxlint-disable-next-line no-await-in-loop -- as above
        await archives.lookAgain([next], after(clock.now(), againSeconds));
      }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failed.length > 0 && done.lanes === 0)
    throw new AggregateError(failed, 'no lane was compacted', { cause: failed[0] });
  return { ...done, failed: failed.length };
}

async function clearDue({ leftovers, clock, log }: Needs) {
  const due = await leftovers.due(clock.now(), atMost);
  let failed = 0;
  await allDone(
    due.map(async (row) => {
      try {
        await leftovers.clear(row.key);
      } catch (error) {
        log.error('leftover not cleared', { error });
        failed += 1;
        await leftovers.lookAgain([row], after(clock.now(), againSeconds));
      }
    }),
    'leftovers not cleared',
  );
  if (failed > 0 && failed === due.length) throw new Error('no leftover was cleared');
  return { leftovers: due.length - failed, failed };
}
