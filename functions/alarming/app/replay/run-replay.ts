import { after, millisecondsOf } from '../../../platform/core/instant.ts';
import type { ReplayMessage } from '../../../contract/message.ts';
import {
  nextReplay,
  type Replay,
  type ReplayedEvent,
  type ReplayKey,
  replayLimits,
} from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';
import { endReplay } from './end-replay.ts';
import { planOf } from './replay-plan.ts';
import { type SendPorts, sendCopies } from './send-copies.ts';

export type RunReplayPorts = SendPorts & Pick<Ports, 'clock' | 'replays' | 'replayQueue' | 'sleep'>;

/** How long one message keeps a replayer, so that all projects have their turn. */
const turnSeconds = 30;
const batchMilliseconds = 1000;

/** Goes on with a replay, and leaves a message for what is left. */
export async function continueReplay(
  ports: RunReplayPorts,
  { projectId, replayId }: ReplayMessage,
): Promise<void> {
  const replay = await runReplay(ports, { projectId, id: replayId }, turnSeconds);
  if (replay?.state === 'running') await ports.replayQueue.send({ v: 1, projectId, replayId });
}

/**
 * Sends a replay's events from its last checkpoint on, a second's worth at a time, for about so many seconds. A batch
 * that is sent again after a crash, or by two at once, has the same copies. Undefined if somebody else goes on with it.
 */
async function runReplay(
  ports: RunReplayPorts,
  { projectId, id }: ReplayKey,
  seconds: number,
): Promise<Replay | undefined> {
  const deadline = after(ports.clock.now(), seconds);
  let plan: readonly ReplayedEvent[] | undefined;
  // oxlint-disable no-await-in-loop -- one batch after the other
  for (;;) {
    // Read again each time, because somebody may have stopped it.
    const replay = await ports.replays.get(projectId, id);
    if (replay?.state !== 'running') return replay;
    plan ??= await planOf(ports, replay);
    const begun = ports.clock.now();
    const next = await nextBatch(ports, replay, plan);
    if (next?.state !== 'running' || ports.clock.now() >= deadline) return next;
    const spent = millisecondsOf(ports.clock.now()) - millisecondsOf(begun);
    await ports.sleep(Math.max(0, batchMilliseconds - spent));
  }
  // oxlint-enable no-await-in-loop
}

async function nextBatch(
  ports: RunReplayPorts,
  replay: Replay,
  plan: readonly ReplayedEvent[],
): Promise<Replay | undefined> {
  const batch = plan.slice(replay.sent, replay.sent + replayLimits.perSecond);
  await sendCopies(ports, replay, batch);
  const sent = replay.sent + batch.length;
  const state = sent >= plan.length ? 'done' : 'running';
  const next = nextReplay(replay, ports.clock.now(), { sent, state });
  if ((await ports.replays.put(next)) === 'stored') return next;
  // It was stopped, or somebody else goes on with it. What was sent is recorded in any case.
  return endReplay(ports, replay, { kind: 'sent', sent, isAll: state === 'done' });
}
