import { whileStale } from '../../../platform/app/while-stale.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { Replay } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';

const contended = (): Fault =>
  new Fault('unavailable', 'The replay is being changed too often, try again');

/** Records how a replay ended. That its event was sent is recorded over its having been stopped meanwhile. */
export function endReplay(
  ports: Pick<Ports, 'ids' | 'replays' | 'sleep'>,
  { projectId, id }: Replay,
  state: 'done' | 'stopped',
): Promise<Replay> {
  return whileStale(ports, contended, async () => {
    const found = await ports.replays.get(projectId, id);
    if (!found) throw new Fault('not-found', `Replay ${id} not found`);
    const isEnded = found.state === 'done' || found.state === state;
    if (isEnded) return found;
    const next = { ...found, state, version: found.version + 1 };
    return (await ports.replays.put(next)) === 'stale' ? 'stale' : next;
  });
}
