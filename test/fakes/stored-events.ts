import type { StoredEvent, StoredEvents } from '../../functions/alarming/ports.ts';

export interface MemoryStoredEvents extends StoredEvents {
  /** Stores an event, whose body is JSON text. */
  add(event: StoredEvent, body: string): void;
}

const placeOf = ({ at, acceptance }: StoredEvent): string => `${at} ${acceptance}`;

/** The log of events in memory, as far as alarming reads it. */
export function memoryStoredEvents(): MemoryStoredEvents {
  const rows: { readonly event: StoredEvent; readonly body: string }[] = [];
  const of = (projectId: string) =>
    rows
      .map(({ event }) => event)
      .filter((event) => event.projectId === projectId)
      .toSorted((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1));
  return {
    add: (event, body) => void rows.push({ event, body }),
    byMessage: async (projectId, messageId) =>
      of(projectId).filter((event) => event.messageId === messageId),
    byAcceptance: async (projectId, acceptance) =>
      of(projectId).find((event) => event.acceptance === acceptance),
    async *byArrival(projectId, { from, backwards = false }) {
      const found = of(projectId).filter(({ at }) => from === undefined || at >= from);
      yield* backwards ? found.toReversed() : found;
    },
    async bodyOf({ acceptance }) {
      const row = rows.find(({ event }) => event.acceptance === acceptance);
      if (!row) throw new Error(`the event ${acceptance} is not stored`);
      return row.body;
    },
  };
}
