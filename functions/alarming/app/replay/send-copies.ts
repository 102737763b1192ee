import type { Alarm } from '../../core/alarm.ts';
import type { Replay, ReplayedEvent } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';
import type { StoredEvents } from '../../stored-event-ports.ts';
import { requireStoredEvents } from '../explain/asked-event.ts';
import { type Letter, letterOf, writtenCopy } from './make-copy.ts';
import { copyOf } from './replay-ids.ts';

export type SendPorts = Pick<
  Ports,
  | 'copyBus'
  | 'executionQueue'
  | 'hitQueue'
  | 'ids'
  | 'log'
  | 'payloads'
  | 'replays'
  | 'storedEvents'
> & { readonly alarms: Pick<Ports['alarms'], 'get'> };

interface Planned {
  readonly event: ReplayedEvent;
  readonly position: number;
}

/** Sends the next events of a replay. Of each it is noted first what becomes of it, and what was noted before is kept. */
export async function sendCopies(
  ports: SendPorts,
  replay: Replay,
  batch: readonly ReplayedEvent[],
): Promise<void> {
  const events = requireStoredEvents(ports);
  const alarm = await noticingAlarm(ports, replay);
  const planned = batch.map((event, i) => ({ event, position: replay.sent + i }));
  const letters = await Promise.all(
    planned.map(async (each) => {
      const letter = await letterFor(ports, replay, { events, alarm, each });
      const outcome = letter.kind === 'none' ? letter.outcome : 'sent';
      const noted = await ports.replays.claim(replay, each.position, outcome);
      return { position: each.position, letter: noted === 'sent' ? letter : undefined };
    }),
  );
  await deliver(ports, replay, letters);
  const { projectId, id: replayId } = replay;
  ports.log.info('events replayed', { projectId, replayId, events: batch.length });
}

async function noticingAlarm(
  { alarms }: SendPorts,
  { projectId, target }: Replay,
): Promise<Alarm | undefined> {
  return target.kind === 'function' && target.noticeOf !== null
    ? alarms.get(projectId, target.noticeOf)
    : undefined;
}

async function letterFor(
  ports: SendPorts,
  replay: Replay,
  {
    events,
    alarm,
    each,
  }: { readonly events: StoredEvents; readonly alarm: Alarm | undefined; readonly each: Planned },
): Promise<Letter> {
  const stored = await events.byAcceptance(replay.projectId, each.event.acceptance);
  if (!stored) return { kind: 'none', outcome: 'event-gone' };
  const copy = writtenCopy(copyOf(ports, replay, each), await events.bodyOf(stored), replay.asNew);
  return letterOf(ports, replay, { copy, alarm });
}

interface Addressed {
  readonly position: number;
  readonly letter: Letter | undefined;
}

async function deliver(
  ports: SendPorts,
  replay: Replay,
  letters: readonly Addressed[],
): Promise<void> {
  const hits = letters.flatMap(({ letter }) => (letter?.kind === 'hit' ? [letter.message] : []));
  const executions = letters.flatMap(({ letter }) =>
    letter?.kind === 'execution' ? [letter.message] : [],
  );
  if (hits.length > 0) await ports.hitQueue.send(hits);
  if (executions.length > 0) await ports.executionQueue.send(executions);
  const copies = letters.flatMap(({ letter, position }) =>
    letter?.kind === 'bus' ? [{ detail: letter.detail, position }] : [],
  );
  if (copies.length === 0) return;
  const answers = await ports.copyBus.publish(copies.map(({ detail }) => detail));
  for (const [i, { position }] of copies.entries()) {
    const answer = answers[i];
    if (answer?.kind === 'accepted') continue;
    if (!answer || answer.transient) throw new Error(`the bus took no copy: ${answer?.reason}`);
    // oxlint-disable-next-line no-await-in-loop -- the bus seldom refuses what fits
    await ports.replays.refuse(replay, position);
  }
}
