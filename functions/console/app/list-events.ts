import { globMatcher } from '../../events/core/glob.ts';
import { readEventBody } from '../../events/core/log/event-body.ts';
import type { LoggedEvent } from '../../events/core/log/logged-event.ts';
import { traitText } from '../../events/core/log/trait-text.ts';
import type { Caller } from '../../platform/core/caller.ts';
import { Fault } from '../../platform/core/fault.ts';
import { requireReader } from '../core/console-access.ts';
import type { ConsolePorts, EventTimeline } from '../ports.ts';
import { examinedRows, examinedWithRequests } from './limits.ts';
import { alarmNameOf } from './list-deliveries.ts';
import { type AskedPage, listPage, type ListPage } from './list-page.ts';

/** `fired`: it fired an alarm. `hit`: it matched an alarm's rule, without effect. `none`: neither. */
export type EventOutcome = 'fired' | 'hit' | 'none';

export interface AskedEvents extends AskedPage {
  readonly eventType?: string | undefined;
  readonly messageId?: string | undefined;
  readonly trait?: { readonly name: string; readonly value: string } | undefined;
  readonly outcome?: EventOutcome | undefined;
}

export interface EventHit {
  readonly alarmId: string;
  readonly alarmName: string | null;
  readonly outcome: 'fired' | 'hit';
  /** Why a hit had no effect. */
  readonly reason: 'in-alarm' | 'counted' | 'disabled' | null;
  readonly firingId: string | null;
}

export interface ListedEvent {
  readonly event: LoggedEvent;
  /** The first of its traits as texts, by name. */
  readonly traits: Readonly<Record<string, string>>;
  readonly hits: readonly EventHit[];
}

type Ports = Pick<ConsolePorts, 'clock' | 'events' | 'records'>;

/** The stored events of the caller's project, by when they were accepted. */
export async function listEvents(
  ports: Ports,
  caller: Caller,
  { eventType, messageId, trait, outcome, ...page }: AskedEvents,
): Promise<ListPage<ListedEvent>> {
  requireReader(caller);
  const { projectId } = caller;
  const log = storedEvents(ports);
  const isOfType = eventType === undefined ? () => true : globMatcher(eventType);
  const chosen = async (events: readonly LoggedEvent[]): Promise<readonly LoggedEvent[]> => {
    const typed = events.filter(
      (event) =>
        isOfType(event.eventType) && (messageId === undefined || event.messageId === messageId),
    );
    const judged = await Promise.all(
      typed.map(
        async (event) =>
          (trait === undefined || (await traitsOf(log, event)).get(trait.name) === trait.value) &&
          (outcome === undefined || (await outcomeOf(ports, event)) === outcome),
      ),
    );
    return typed.filter((_, at) => judged[at]);
  };
  const timeline = messageId === undefined ? log : acceptances(log, messageId);
  const found = await listPage(
    {
      timeline,
      projectId,
      now: ports.clock.now(),
      examined: outcome === undefined ? examinedRows : examinedWithRequests,
      chosen,
    },
    page,
  );
  return {
    ...found,
    items: await Promise.all(found.items.map((event) => listedEvent(ports, event))),
  };
}

/** The log of events, or the reason why there is none. */
export function storedEvents({ events }: Pick<ConsolePorts, 'events'>): EventTimeline {
  if (!events)
    throw new Fault(
      'conflict',
      'This deployment stores no events: its setting eventStorage is false.',
    );
  return events;
}

/** The acceptances of one message id: an index finds them, so nothing else is read. */
const acceptances = (log: EventTimeline, messageId: string): EventTimeline => ({
  ...log,
  async *read(projectId, { after, before, backwards }) {
    const found = (await log.byMessage(projectId, messageId)).filter((event) => {
      const key = log.keyOf(event);
      return (after === undefined || key > after) && (before === undefined || key < before);
    });
    for (const event of backwards ? found.toReversed() : found)
      yield { rows: [event], count: 1, last: log.keyOf(event) };
  },
});

/** As many traits as a row of a list shows. */
const shownTraits = 20;
const shownCharacters = 255;

export async function listedEvent(ports: Ports, event: LoggedEvent): Promise<ListedEvent> {
  const [traits, hits] = await Promise.all([
    traitsOf(storedEvents(ports), event),
    hitsOf(ports, event),
  ]);
  const shown = [...traits].slice(0, shownTraits);
  return {
    event,
    traits: Object.fromEntries(shown.map(([name, text]) => [name, text.slice(0, shownCharacters)])),
    hits,
  };
}

async function traitsOf(
  log: EventTimeline,
  event: LoggedEvent,
): Promise<ReadonlyMap<string, string>> {
  const { traits } = readEventBody(await log.bodyOf(event), event.at);
  return new Map([...traits].map(([name, value]) => [name, traitText(value)]));
}

async function hitsOf(ports: Ports, event: LoggedEvent): Promise<readonly EventHit[]> {
  const { projectId, acceptance } = event;
  const { firings, idle } = await ports.records.hitsOf(projectId, event.messageId);
  const fired = firings
    .filter(({ trigger }) => trigger.kind === 'event' && trigger.acceptanceId === acceptance)
    .map(
      ({ id, alarmId, alarmName }): EventHit => ({
        alarmId,
        alarmName,
        outcome: 'fired',
        reason: null,
        firingId: id,
      }),
    );
  const silent = idle
    .filter((hit) => hit.acceptanceId === acceptance)
    .map(
      async ({ alarmId, reason }): Promise<EventHit> => ({
        alarmId,
        alarmName: await alarmNameOf(ports, projectId, alarmId),
        outcome: 'hit',
        reason: reason.kind,
        firingId: reason.kind === 'counted' ? reason.transitionId : null,
      }),
    );
  return [...fired, ...(await Promise.all(silent))];
}

async function outcomeOf(
  { records }: Pick<Ports, 'records'>,
  { projectId, messageId, acceptance }: LoggedEvent,
): Promise<EventOutcome> {
  const { firings, idle } = await records.hitsOf(projectId, messageId);
  const isFired = firings.some(
    ({ trigger }) => trigger.kind === 'event' && trigger.acceptanceId === acceptance,
  );
  if (isFired) return 'fired';
  return idle.some((hit) => hit.acceptanceId === acceptance) ? 'hit' : 'none';
}
