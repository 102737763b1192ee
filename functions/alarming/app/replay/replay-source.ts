import { readEventBody } from '../../../events/core/log/event-body.ts';
import { passesTraits, passesUnread } from '../../../events/core/log/event-condition.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import { inChunks } from '../../../platform/core/merged.ts';
import {
  type RangeFilter,
  type ReplayedEvent,
  replayLimits,
  type ReplaySource,
} from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';
import type { StoredEvent, StoredEvents } from '../../stored-event-ports.ts';
import { eventNotFound, requireStoredEvents } from '../explain/asked-event.ts';
import { rangeOf } from '../stored-range.ts';

export type AskedSource =
  | { readonly kind: 'message'; readonly messageId: string }
  | { readonly kind: 'acceptance'; readonly acceptanceId: string }
  | ({
      readonly kind: 'range';
      readonly from: Instant;
      /** Excluded; the present if it is not given. */
      readonly to: Instant | undefined;
    } & RangeFilter);

export interface FoundSource {
  readonly source: ReplaySource;
  /** What tells it from other sources, for the id of a replay. */
  readonly told: readonly string[];
  readonly events: () => Promise<readonly StoredEvent[]>;
}

type SourcePorts = Pick<Ports, 'clock' | 'replays' | 'storedEvents'>;

/** Bodies that are read together. */
const bodiesAtOnce = 100;

/** The events that a request asks to replay, of the caller's project. */
export async function findSource(
  ports: SourcePorts,
  projectId: string,
  asked: AskedSource,
): Promise<FoundSource> {
  const events = requireStoredEvents(ports);
  if (asked.kind === 'range') {
    const { to: end, filter, conditions } = asked;
    const now = ports.clock.now();
    const { from, to } = rangeOf({ from: asked.from, to: end ?? now }, events, now);
    return {
      source: { kind: 'range', from, to, conditions },
      told: [asked.from, end ?? '', JSON.stringify(conditions)],
      events: () => eventsIn(events, projectId, { from, to, filter }),
    };
  }
  const event = await oneEvent(events, projectId, asked);
  await refuseWhileMade(ports, event);
  const { messageId, acceptance } = event;
  return {
    source: { kind: 'event', messageId, acceptance },
    told: [acceptance],
    events: async () => [event],
  };
}

/** Of a message id, the latest acceptance that no replay has made, so that a request that comes again means the same. */
async function oneEvent(
  events: StoredEvents,
  projectId: string,
  asked: Exclude<AskedSource, { readonly kind: 'range' }>,
): Promise<StoredEvent> {
  if (asked.kind === 'acceptance') {
    const found = await events.byAcceptance(projectId, asked.acceptanceId);
    if (!found) throw eventNotFound(asked.acceptanceId);
    return found;
  }
  const all = await events.byMessage(projectId, asked.messageId);
  const found = all.findLast(({ replayed }) => !replayed) ?? all.at(-1);
  if (!found) throw eventNotFound(asked.messageId);
  return found;
}

/** Copies of copies would never end if a replay could feed itself. */
async function refuseWhileMade(
  { replays }: SourcePorts,
  { projectId, replayed }: StoredEvent,
): Promise<void> {
  const maker = replayed && (await replays.get(projectId, replayed.id));
  if (maker?.state === 'running')
    throw new Fault(
      'conflict',
      `The event is a copy that replay ${maker.id} made, which is running`,
    );
}

/** The acceptances of the range that pass the filter, in their order; copies that replays made are left out. */
async function eventsIn(
  events: StoredEvents,
  projectId: string,
  {
    from,
    to,
    filter,
  }: { readonly from: Instant; readonly to: Instant } & Omit<RangeFilter, 'conditions'>,
): Promise<readonly StoredEvent[]> {
  const found: StoredEvent[] = [];
  let examined = 0;
  const range = { from, to, expected: replayLimits.events };
  for await (const chunk of inChunks(events.byArrival(projectId, range), bodiesAtOnce)) {
    examined += chunk.length;
    const likely = chunk.filter((event) => !event.replayed && passesUnread(filter, event));
    found.push(...(await passing(events, likely, filter)));
    if (found.length > replayLimits.events)
      throw new Fault(
        'too-large',
        `More than ${replayLimits.events} events of the range would be replayed: name a narrower one`,
      );
    if (examined > replayLimits.examined)
      throw new Fault(
        'too-large',
        `The range has more than ${replayLimits.examined} stored events: name a narrower one`,
      );
  }
  return found;
}

async function passing(
  events: StoredEvents,
  likely: readonly StoredEvent[],
  filter: RangeFilter['filter'],
): Promise<readonly StoredEvent[]> {
  if (filter.traits.length === 0) return likely;
  const texts = await Promise.all(likely.map((event) => events.bodyOf(event)));
  return likely.filter((event, i) => passesTraits(filter, readEventBody(texts[i] ?? '', event.at)));
}

export const replayedEvent = ({
  at,
  acceptance,
  messageId,
  replayed,
}: StoredEvent): ReplayedEvent => ({
  at,
  acceptance,
  messageId,
  root: replayed?.root ?? acceptance,
});
