import {
  byGeneratedOrder,
  byLogOrder,
  type LoggedEvent,
  type NewEvent,
} from '../../functions/events/core/log/logged-event.ts';
import type { EventLog, LogRange } from '../../functions/events/ports.ts';
import type { Clock, PayloadStore } from '../../functions/platform/ports.ts';
import type { Instant } from '../../functions/platform/core/instant.ts';

const keyOf = ({ projectId, at, acceptance }: NewEvent): string =>
  JSON.stringify([projectId, at, acceptance]);
const logged = ({ expiresAt: _expiresAt, ...event }: NewEvent): LoggedEvent => event;

/** The log of events in memory. `rows` has all of them, also those that have expired. */
export function memoryEventLog(
  clock: Clock,
  payloads: Pick<PayloadStore, 'load'>,
): EventLog & { readonly rows: ReadonlyMap<string, NewEvent> } {
  const rows = new Map<string, NewEvent>();
  const of = (projectId: string): readonly NewEvent[] =>
    [...rows.values()].filter((row) => row.projectId === projectId && row.expiresAt > clock.now());

  async function* read<Place>(
    projectId: string,
    { from, to, after, backwards = false }: LogRange<Place>,
    by: {
      readonly instant: (event: LoggedEvent) => Instant;
      readonly order: (left: LoggedEvent, right: LoggedEvent) => number;
      readonly place: (event: LoggedEvent, place: Place) => number;
    },
  ): AsyncGenerator<LoggedEvent> {
    const sign = backwards ? -1 : 1;
    yield* of(projectId)
      .map(logged)
      .filter((event) => from === undefined || by.instant(event) >= from)
      .filter((event) => to === undefined || by.instant(event) < to)
      .filter((event) => after === undefined || sign * by.place(event, after) > 0)
      .toSorted((left, right) => sign * by.order(left, right));
  }

  return {
    rows,
    store: async (events) =>
      events.map((event) => {
        const key = keyOf(event);
        if (rows.has(key)) return 'already';
        rows.set(key, event);
        return 'stored';
      }),
    has: async (events) => events.map((event) => rows.has(keyOf(event))),
    byArrival: (projectId, range) =>
      read(projectId, range, { instant: ({ at }) => at, order: byLogOrder, place: byLogOrder }),
    byGenerated: (projectId, range) =>
      read(projectId, range, {
        instant: ({ generated }) => generated,
        order: byGeneratedOrder,
        place: byGeneratedOrder,
      }),
    byMessage: async (projectId, messageId) =>
      of(projectId)
        .filter((row) => row.messageId === messageId)
        .map(logged)
        .toSorted(byLogOrder),
    byAcceptance: async (projectId, acceptance) =>
      of(projectId)
        .filter((row) => row.acceptance === acceptance)
        .map(logged)[0],
    async bodyOf({ body }) {
      if (body.kind === 'text') return body.text;
      if (body.kind === 'object') return payloads.load({ key: body.key });
      throw new Error(`the memory has no bodies of the kind ${body.kind}`);
    },
    async erase(projectId, until, limit) {
      const found = [...rows].filter(([, row]) => row.projectId === projectId && row.at <= until);
      for (const [key] of found.slice(0, limit)) rows.delete(key);
      return found.length > limit ? 'more' : 'done';
    },
  };
}
