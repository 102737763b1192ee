import { whileStale } from '../../../platform/app/while-stale.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { nextReplay, type Replay } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';

const contended = (): Fault =>
  new Fault('unavailable', 'The replay is being changed too often, try again');

/** Stopped; or that so many of its events were sent, of which it may have been stopped meanwhile. */
export type ReplayEnd =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'sent'; readonly sent: number; readonly isAll: boolean };

/**
 * Changes a replay that somebody else may be changing. That all events were sent is recorded over its having been
 * stopped. Undefined if another process has come as far, and goes on with it.
 */
export function endReplay(
  ports: Pick<Ports, 'clock' | 'ids' | 'replays' | 'sleep'>,
  { projectId, id }: Replay,
  end: ReplayEnd,
): Promise<Replay | undefined> {
  return whileStale(ports, contended, async () => {
    const found = await ports.replays.get(projectId, id);
    if (!found) throw new Fault('not-found', `Replay ${id} not found`);
    const changes = changesBy(found, end);
    if (!changes) return found.state === 'running' ? undefined : found;
    const next = nextReplay(found, ports.clock.now(), changes);
    return (await ports.replays.put(next)) === 'stale' ? 'stale' : next;
  });
}

function changesBy(
  found: Replay,
  end: ReplayEnd,
): Partial<Pick<Replay, 'sent' | 'state'>> | undefined {
  if (end.kind === 'stopped') return found.state === 'running' ? { state: 'stopped' } : undefined;
  if (found.sent >= end.sent) return undefined;
  return { sent: end.sent, ...(end.isAll && { state: 'done' }) };
}
