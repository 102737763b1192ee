import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { requireRole } from '../../core/alarm-access.ts';
import { nextReplay, type Replay, type ReplayTarget } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';
import { requireStoredEvents } from '../explain/asked-event.ts';
import { type DryEvent, type DryPorts, whatWould } from './dry-replay.ts';
import { type Told, replayId } from './replay-ids.ts';
import { writePlan } from './replay-plan.ts';
import { type AskedSource, type FoundSource, findSource, replayedEvent } from './replay-source.ts';
import { type FoundTarget, findTarget } from './replay-target.ts';

export interface AskedReplay {
  readonly source: AskedSource;
  readonly target: ReplayTarget;
  readonly mode: Replay['mode'];
  readonly asNew: boolean;
  /** How many events the caller expects it to be. */
  readonly confirm: number | undefined;
  readonly key: string | undefined;
}

export type CreateReplayPorts = DryPorts &
  Pick<
    Ports,
    | 'alarms'
    | 'clock'
    | 'ids'
    | 'log'
    | 'payloads'
    | 'projectFunctions'
    | 'replays'
    | 'replayQueue'
    | 'storedEvents'
  >;

/** A replay, and if it is dry, what would follow. */
export interface Created {
  readonly replay: Replay;
  /** The same was asked for before. */
  readonly already: boolean;
  readonly dry?: readonly DryEvent[];
}

/**
 * Says what would follow if stored events came again, or has them sent to an alarm, a function, or the bus. What is
 * asked for a second time is the replay that it was the first time.
 */
export async function createReplay(
  ports: CreateReplayPorts,
  caller: Caller,
  asked: AskedReplay,
): Promise<Created> {
  requireRole(caller, 'member');
  const storedEvents = requireStoredEvents(ports);
  const { projectId } = caller;
  const { key, mode, asNew } = asked;
  // A dry one answers what it is asked, so a key has nothing to prevent.
  const isKeyed = key !== undefined && mode === 'real';
  const keyed = isKeyed && (await known(ports, asked, projectId, { key }));
  if (keyed) return keyed;
  const found = await findTarget(ports, caller, asked.target);
  const source = await findSource(ports, projectId, asked.source);
  const told: Told = isKeyed ? { key } : { source: source.told, target: found.told, asNew };
  const before = await known(ports, asked, projectId, told);
  if (before) return before;
  const events = await source.events();
  requireConfirmed(asked, events.length);
  const id = replayId(ports, { projectId, mode }, told);
  const replay = newReplay(ports, asked, { projectId, id, source, found, count: events.length });
  if (mode === 'real') await writePlan(ports, replay, events.map(replayedEvent));
  const earlier = await ports.replays.create(replay);
  if (mode === 'dry') {
    const { alarm } = found;
    const dry = await whatWould(ports, replay, { alarm, events, storedEvents });
    return { replay, already: earlier !== undefined, dry };
  }
  if (earlier) return { replay: earlier, already: true };
  await hand(ports, replay);
  return { replay, already: false };
}

/** The real replay that is told so, if there is one. */
async function known(
  ports: CreateReplayPorts,
  { mode }: AskedReplay,
  projectId: string,
  told: Told,
): Promise<Created | undefined> {
  if (mode === 'dry') return undefined;
  const replay = await ports.replays.get(projectId, replayId(ports, { projectId, mode }, told));
  return replay && { replay, already: true };
}

/** A real replay of a range needs the number of its events, which a dry one tells. */
function requireConfirmed({ confirm, mode, source }: AskedReplay, count: number): void {
  if (confirm === count) return;
  const events = `${count} event${count === 1 ? '' : 's'}`;
  if (confirm !== undefined)
    throw new Fault('conflict', `The replay is of ${events}, not of ${confirm}`);
  if (mode === 'real' && source.kind === 'range')
    throw new Fault('conflict', `The replay is of ${events}: confirm it with "confirm": ${count}`);
}

function newReplay(
  ports: CreateReplayPorts,
  { mode, asNew }: AskedReplay,
  {
    projectId,
    id,
    source: { source },
    found: { target },
    count,
  }: Pick<Replay, 'projectId' | 'id' | 'count'> & {
    readonly source: FoundSource;
    readonly found: FoundTarget;
  },
): Replay {
  const createdAt = ports.clock.now();
  const replay: Replay = {
    projectId,
    id,
    mode,
    state: mode === 'dry' || count === 0 ? 'done' : 'running',
    source,
    target,
    asNew,
    createdAt,
    count,
    sent: 0,
    run: ports.ids.random(),
    dueAt: null,
    version: 0,
  };
  return nextReplay(replay, createdAt);
}

/** If the queue does not take it, the request still succeeds: the row is due, and the sweeper queues it. */
async function hand(
  { log, replayQueue }: CreateReplayPorts,
  { projectId, id, state }: Replay,
): Promise<void> {
  if (state !== 'running') return;
  try {
    await replayQueue.send({ v: 1, projectId, replayId: id });
  } catch (error) {
    const fields = { replayId: id, error: String(error) };
    log.warn('recorded, but not queued: left to the sweeper', fields);
  }
}
