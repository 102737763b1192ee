import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { isUuidLike } from '../../../platform/core/uuid.ts';
import { requireRole } from '../../core/alarm-access.ts';
import { type Replay, replayLimits } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';
import { endReplay } from './end-replay.ts';

type ShowPorts = Pick<Ports, 'replays'>;

/** A replay of the caller's project. */
export async function findReplay(
  { replays }: ShowPorts,
  caller: Caller,
  id: string,
): Promise<Replay> {
  requireRole(caller, 'reader');
  const found = isUuidLike(id) ? await replays.get(caller.projectId, id) : undefined;
  if (!found) throw new Fault('not-found', `Replay ${id} not found`);
  return found;
}

/** The replays of the caller's project, newest first; a page begins behind the one with the id `marker`. */
export async function listReplays(
  ports: ShowPorts,
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

/** Stops a replay, if its event was not sent yet. */
export async function stopReplay(
  ports: Parameters<typeof endReplay>[0],
  caller: Caller,
  id: string,
): Promise<void> {
  requireRole(caller, 'member');
  await endReplay(ports, await findReplay(ports, caller, id), 'stopped');
}
