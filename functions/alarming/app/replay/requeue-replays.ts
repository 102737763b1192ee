import { allDone } from '../../../platform/app/all-done.ts';
import { nextReplay, type ReplayKey } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';

export type RequeueReplayPorts = Pick<Ports, 'clock' | 'dueReplays' | 'replays' | 'replayQueue'>;

/** Puts replays that nobody works on any more back on their queue, and returns how many. */
export async function requeueReplays(ports: RequeueReplayPorts, limit: number): Promise<number> {
  const due = await ports.dueReplays.due(ports.clock.now(), limit);
  const requeued = await allDone(
    due.map(({ key }) => requeue(ports, key)),
    'replays not requeued',
  );
  return requeued.filter(Boolean).length;
}

/** Recorded first: only one of several sweepers succeeds, and the replay is due again if its message gets lost. */
async function requeue(
  { replays, replayQueue, clock }: RequeueReplayPorts,
  { projectId, id }: ReplayKey,
): Promise<boolean> {
  const now = clock.now();
  const replay = await replays.get(projectId, id);
  if (!replay || replay.dueAt === null || replay.dueAt > now) return false;
  if ((await replays.put(nextReplay(replay, now))) === 'stale') return false;
  await replayQueue.send({ v: 1, projectId, replayId: id });
  return true;
}
