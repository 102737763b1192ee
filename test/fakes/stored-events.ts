import { hourOf, type LogHour, noCounts } from '../../functions/events/core/log/log-hour.ts';
import { byLogOrder } from '../../functions/events/core/log/logged-event.ts';
import type { StoredEvent, StoredEvents } from '../../functions/alarming/stored-event-ports.ts';

export interface MemoryStoredEvents extends StoredEvents {
  /** Stores an event, whose body is JSON text. */
  add(
    event: Omit<StoredEvent, 'body' | 'generated'> & Partial<Pick<StoredEvent, 'generated'>>,
    body: string,
  ): void;
  /** Deletes an event. */
  remove(acceptance: string): void;
  /** Adds to what an hour is said to have had: events that were dropped, or are no longer there. */
  count(projectId: string, hour: LogHour): void;
}

const placeOf = ({ at, acceptance }: StoredEvent): string => `${at} ${acceptance}`;

/** The log of events in memory, as far as alarming reads it. */
export function memoryStoredEvents(): MemoryStoredEvents {
  const rows: { readonly event: StoredEvent; readonly body: string }[] = [];
  const dropped = new Map<string, Map<string, LogHour>>();
  const of = (projectId: string) =>
    rows
      .map(({ event }) => event)
      .filter((event) => event.projectId === projectId)
      .toSorted((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1));
  return {
    keptDays: 30,
    count(projectId, hour) {
      const own = dropped.get(projectId) ?? new Map<string, LogHour>();
      dropped.set(projectId, own.set(hour.hour, hour));
    },
    add({ generated, ...event }, text) {
      const body = { kind: 'text', text } as const;
      rows.push({ event: { ...event, generated: generated ?? event.at, body }, body: text });
    },
    remove(acceptance) {
      const at = rows.findIndex(({ event }) => event.acceptance === acceptance);
      if (at >= 0) rows.splice(at, 1);
    },
    byMessage: async (projectId, messageId) =>
      of(projectId).filter((event) => event.messageId === messageId),
    byAcceptance: async (projectId, acceptance) =>
      of(projectId).find((event) => event.acceptance === acceptance),
    async *byArrival(projectId, { from, to, after, backwards = false }) {
      const sign = backwards ? -1 : 1;
      const found = of(projectId)
        .filter(({ at }) => (from === undefined || at >= from) && (to === undefined || at < to))
        .filter((event) => after === undefined || sign * byLogOrder(event, after) > 0);
      yield* backwards ? found.toReversed() : found;
    },
    async bodyOf({ acceptance, body }) {
      if (body.kind === 'text') return body.text;
      const row = rows.find(({ event }) => event.acceptance === acceptance);
      if (!row) throw new Error(`the event ${acceptance} is not stored`);
      return row.body;
    },
    hours: async (projectId, from, to) => {
      const hours = new Map<string, LogHour>(dropped.get(projectId));
      for (const { at } of of(projectId)) {
        const hour = hourOf(at);
        const { stored, dropped: lost } = hours.get(hour) ?? noCounts;
        hours.set(hour, { hour, accepted: stored + lost + 1, stored: stored + 1, dropped: lost });
      }
      return [...hours.values()]
        .filter(({ hour }) => hourOf(from) <= hour && hour <= hourOf(to))
        .toSorted((left, right) => (left.hour < right.hour ? -1 : 1));
    },
  };
}
