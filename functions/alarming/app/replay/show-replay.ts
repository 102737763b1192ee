import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { isUuidLike } from '../../../platform/core/uuid.ts';
import { requireRole } from '../../core/alarm-access.ts';
import { type CopyOutcome, type Replay, replayLimits } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';
import { endReplay } from './end-replay.ts';
import { copyOf, type ReplayedCopy } from './replay-ids.ts';
import { planOf } from './replay-plan.ts';

type FindPorts = Pick<Ports, 'replays'>;

/**
 * What became of a copy. `sending`: the replay was stopped, or its process died, when this one was about to be sent,
 * or had just been.
 */
export type CopyState = CopyOutcome | 'waiting' | 'sending' | 'stopped';

export interface ShownCopy {
  readonly copy: ReplayedCopy;
  readonly state: CopyState;
}

/** A replay of the caller's project. */
async function findReplay({ replays }: FindPorts, caller: Caller, id: string): Promise<Replay> {
  const found = isUuidLike(id) ? await replays.get(caller.projectId, id) : undefined;
  if (!found) throw new Fault('not-found', `Replay ${id} not found`);
  return found;
}

/** A replay with its copies. A dry one has none. */
export async function showReplay(
  ports: Pick<Ports, 'ids' | 'payloads' | 'replays'>,
  caller: Caller,
  id: string,
): Promise<{ readonly replay: Replay; readonly copies: readonly ShownCopy[] }> {
  requireRole(caller, 'reader');
  const replay = await findReplay(ports, caller, id);
  return { replay, copies: replay.mode === 'dry' ? [] : await copiesOf(ports, replay) };
}

/** The copies of a real replay, in their order, with what became of them. */
export async function copiesOf(
  ports: Pick<Ports, 'ids' | 'payloads' | 'replays'>,
  replay: Replay,
): Promise<readonly ShownCopy[]> {
  const [plan, outcomes] = await Promise.all([
    planOf(ports, replay),
    ports.replays.outcomes(replay),
  ]);
  return plan.map((event, position) => ({
    copy: copyOf(ports, replay, { event, position }),
    state: stateOf(replay, position, outcomes.get(position)),
  }));
}

function stateOf({ state, sent }: Replay, position: number, noted?: CopyOutcome): CopyState {
  if (noted && (noted !== 'sent' || position < sent)) return noted;
  if (noted) return 'sending';
  return state === 'stopped' ? 'stopped' : 'waiting';
}

/** The replays of the caller's project, newest first; a page begins behind the one with the id `marker`. */
export async function listReplays(
  ports: FindPorts,
  caller: Caller,
  { marker, limit }: { readonly marker?: string | undefined; readonly limit?: number | undefined },
): Promise<readonly Replay[]> {
  requireRole(caller, 'reader');
  const after =
    marker === undefined ? undefined : await ports.replays.get(caller.projectId, marker);
  if (marker !== undefined && !after)
    throw new Fault('invalid', `Marker ${marker.slice(0, 100)} not found.`);
  return ports.replays.list(caller.projectId, limit ?? replayLimits.listed, after);
}

/** Stops a replay: what was not sent yet is not sent. */
export async function stopReplay(
  ports: Parameters<typeof endReplay>[0],
  caller: Caller,
  id: string,
): Promise<void> {
  requireRole(caller, 'member');
  await endReplay(ports, await findReplay(ports, caller, id), { kind: 'stopped' });
}
