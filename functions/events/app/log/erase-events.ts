import type { Caller } from '../../../platform/core/caller.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import { requireLogRole } from '../../core/log/log-access.ts';
import type { Ports } from '../../ports.ts';

/** Until then, every archiver has noticed that what comes late is not to be stored any more. */
const noticedSeconds = 60;

/** Deletes all events that the caller's project has stored. They are hidden at once. */
export async function eraseEvents(ports: BeginPorts, caller: Caller): Promise<void> {
  requireLogRole(caller, 'member');
  await beginErasure(ports, caller.projectId);
}

type BeginPorts = Pick<Ports, 'clock' | 'erasures'>;

/** Has all events of a project deleted in the background. */
export async function beginErasure(
  { clock, erasures }: BeginPorts,
  projectId: string,
): Promise<void> {
  const now = clock.now();
  await erasures.begin({ projectId, until: now }, after(now, noticedSeconds));
}

export type ErasePorts = Pick<
  Ports,
  'clock' | 'erasures' | 'eventCounts' | 'eventLog' | 'eventTypes'
>;

/** Erasures that a sweep looks at. */
const erasuresASweep = 50;
/** How long an erasure belongs to a sweep that has taken it. */
const leaseSeconds = 120;
/** Rows that are deleted before it is looked whether there is time for more. */
const rowsAtOnce = 2000;
/** How long a sweep deletes. */
const sweepSeconds = 25;

/**
 * Goes on with the erasures that are due. What a sweep does not finish, or a sweep that died, the next one goes
 * on with: deleting twice is harmless.
 */
export async function eraseDue(
  ports: ErasePorts,
): Promise<{ readonly erased: number; readonly unfinished: number }> {
  const { clock, erasures } = ports;
  const start = clock.now();
  const deadline = after(start, sweepSeconds);
  let [erased, unfinished] = [0, 0];
  for (const { key: projectId } of await erasures.due(start, erasuresASweep)) {
    if (clock.now() >= deadline) break;
    // oxlint-disable-next-line no-await-in-loop -- one project after the other, within the time
    const outcome = await eraseProject(ports, projectId, deadline);
    if (outcome === 'done') erased += 1;
    if (outcome === 'more') unfinished += 1;
  }
  return { erased, unfinished };
}

async function eraseProject(
  { clock, erasures, eventCounts, eventLog, eventTypes }: ErasePorts,
  projectId: string,
  deadline: Instant,
): Promise<'done' | 'more' | 'taken'> {
  const now = clock.now();
  const erasure = await erasures.take(projectId, now, after(now, leaseSeconds));
  if (!erasure) return 'taken';
  const { until } = erasure;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a bounded number of rows at a time
    const outcome = await eventLog.erase(projectId, until, rowsAtOnce);
    if (outcome === 'done') break;
    if (clock.now() >= deadline) return 'more';
  }
  await Promise.all([eventTypes.forget(projectId, until), eventCounts.forget(projectId, until)]);
  await erasures.end(erasure);
  return 'done';
}
