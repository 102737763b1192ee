import type { Caller } from '../../../platform/core/caller.ts';
import { isAdmin } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { inChunks } from '../../../platform/core/merged.ts';
import { type ReadEvent, readEventBody } from '../../core/log/event-body.ts';
import { type EventFilter, passesTraits, passesUnread } from '../../core/log/event-condition.ts';
import { type EventOrder, inOrder, isIndexOrder } from '../../core/log/event-order.ts';
import { requireLogRole } from '../../core/log/log-access.ts';
import { logLimits } from '../../core/log/log-limits.ts';
import type { LoggedEvent } from '../../core/log/logged-event.ts';
import { isEmptied, type StorageSettings } from '../../core/log/storage-settings.ts';
import type { Ports } from '../../ports.ts';
import { acceptancesOf } from './show-event.ts';
import { latestOfEach, sequence, sortedWithinInstants } from './log-sequence.ts';

export type LogReadPorts = Pick<Ports, 'eventLog' | 'eventSettings'>;

export interface EventList {
  readonly filter: EventFilter;
  /** Of all projects, for administrators. */
  readonly allTenants: boolean;
  readonly order: EventOrder;
  readonly limit: number;
  /** A message id or an acceptance; the list begins behind it. */
  readonly marker?: string | undefined;
}

export interface EventPage {
  readonly events: readonly ReadEvent[];
  readonly examined: number;
  /** The acceptance up to which events were examined, if the page ended before its limit and there may be more. */
  readonly next?: string | undefined;
}

/** How many bodies, of two megabytes at most, are in memory at once beside those on the page. */
const chunkSize = 50;

/**
 * A page of the events that pass a filter. An event that was accepted several times is listed once, as its latest
 * acceptance. A page looks at a bounded number of rows, and says how far it came.
 */
export async function listEvents(
  ports: LogReadPorts,
  caller: Caller,
  list: EventList,
): Promise<EventPage> {
  requireLogRole(caller, 'reader');
  const all = list.allTenants && isAdmin(caller);
  const projectIds = all ? await ports.eventSettings.projects() : [caller.projectId];
  const settings = new Map(
    await Promise.all(
      projectIds.map(async (id) => [id, await ports.eventSettings.get(id)] as const),
    ),
  );
  const place =
    list.marker === undefined ? undefined : await placeOf(ports, projectIds, list.marker);
  const candidates = () =>
    list.filter.messageId === undefined
      ? sequence(ports, {
          projectIds,
          order: list.order,
          filter: list.filter,
          after: place,
          expected:
            list.filter.traits.length > 0 || list.filter.eventType !== undefined
              ? 1000
              : list.limit,
        })
      : acceptances(ports, projectIds, { messageId: list.filter.messageId, order: list.order });
  const scan: Scan = { examined: 0, isCut: false };
  const shown = latestOfEach(visible(counted(candidates(), scan), settings));
  const sorted =
    isIndexOrder(list.order) || list.order.first === 'message_id'
      ? shown
      : sortedWithinInstants(shown, list.order);
  const behind = (event: LoggedEvent) =>
    place === undefined || inOrder(list.order, event, place) > 0;
  return list.order.first === 'message_id'
    ? sortedPage(ports, list, { sorted, behind, scan })
    : page(ports, list, { sorted, behind, scan });
}

/** How many rows were looked at, and whether there were more than may be. */
interface Scan {
  examined: number;
  isCut: boolean;
}

interface Found {
  readonly sorted: AsyncIterable<LoggedEvent>;
  readonly behind: (event: LoggedEvent) => boolean;
  readonly scan: Scan;
}

async function page(
  ports: LogReadPorts,
  { filter, limit }: EventList,
  { sorted, behind, scan }: Found,
): Promise<EventPage> {
  const events: ReadEvent[] = [];
  let bytes = 0;
  let last: LoggedEvent | undefined;
  for await (const chunk of inChunks(sorted, chunkSize)) {
    const candidates = chunk.filter((event) => behind(event) && passesUnread(filter, event));
    const texts = await Promise.all(candidates.map((event) => ports.eventLog.bodyOf(event)));
    for (const [i, event] of candidates.entries()) {
      const text = texts[i] ?? '';
      const body = readEventBody(text, event.at);
      if (!passesTraits(filter, body)) continue;
      bytes += text.length;
      if (bytes > logLimits.pageBytes && events.length > 0)
        return { events, examined: scan.examined, next: events.at(-1)?.event.acceptance };
      events.push({ event, body });
      if (events.length === limit) return { events, examined: scan.examined };
    }
    last = chunk.at(-1);
  }
  return {
    events,
    examined: scan.examined,
    next: scan.isCut ? last?.acceptance : undefined,
  };
}

/** By message ids no index is sorted, so all that may be on the page are read first. */
async function sortedPage(
  ports: LogReadPorts,
  { filter, limit, order }: EventList,
  { sorted, behind, scan }: Found,
): Promise<EventPage> {
  const found: LoggedEvent[] = [];
  for await (const event of sorted)
    if (behind(event) && passesUnread(filter, event)) found.push(event);
  if (scan.isCut)
    throw new Fault(
      'invalid',
      `More than ${logLimits.examined} events would have to be sorted by message_id: name a narrower range by start_timestamp and end_timestamp, or sort by generated.`,
    );
  async function* inTurn() {
    yield* found.toSorted((left, right) => inOrder(order, left, right));
  }
  return page(
    ports,
    { filter, limit, order, allTenants: false },
    { sorted: inTurn(), behind, scan },
  );
}

/** Counts the rows, and ends behind as many as a page may look at. */
async function* counted(
  events: AsyncIterable<LoggedEvent>,
  scan: Scan,
): AsyncGenerator<LoggedEvent> {
  for await (const event of events) {
    if (scan.examined === logLimits.examined) {
      scan.isCut = true;
      return;
    }
    scan.examined += 1;
    yield event;
  }
}

/** Without what projects have deleted. */
async function* visible(
  events: AsyncIterable<LoggedEvent>,
  settings: ReadonlyMap<string, Partial<StorageSettings>>,
): AsyncGenerator<LoggedEvent> {
  for await (const event of events)
    if (!isEmptied(settings.get(event.projectId) ?? {}, event.at)) yield event;
}

async function* acceptances(
  { eventLog }: LogReadPorts,
  projectIds: readonly string[],
  { messageId, order }: { readonly messageId: string; readonly order: EventOrder },
): AsyncGenerator<LoggedEvent> {
  const found = await Promise.all(projectIds.map((id) => eventLog.byMessage(id, messageId)));
  yield* found.flat().toSorted((left, right) => inOrder(order, left, right));
}

async function placeOf(
  { eventLog, eventSettings }: LogReadPorts,
  projectIds: readonly string[],
  marker: string,
): Promise<LoggedEvent> {
  const found = await Promise.all(
    projectIds.map(
      async (projectId) =>
        (await acceptancesOf({ eventLog, eventSettings }, projectId, marker)).at(-1) ??
        (await eventLog.byAcceptance(projectId, marker)),
    ),
  );
  const place = found.find((event) => event !== undefined);
  if (!place)
    throw new Fault(
      'invalid',
      `Invalid input for field/attribute marker. Value: '${marker}'. No event has this message id.`,
    );
  return place;
}
