import { merged } from '../../../platform/core/merged.ts';
import { byGeneratedOrder, type LoggedEvent } from '../../core/log/logged-event.ts';
import {
  type EventOrder,
  inOrder,
  isIndexOrder,
  type SortPlace,
} from '../../core/log/event-order.ts';
import type { EventFilter } from '../../core/log/event-condition.ts';
import type { Ports } from '../../ports.ts';

export interface Sequence {
  readonly projectIds: readonly string[];
  readonly order: EventOrder;
  readonly filter: EventFilter;
  /** Begins behind the event at this place. */
  readonly after?: SortPlace | undefined;
  readonly expected: number;
}

/** Sorts after every acceptance; '' sorts before. */
const behindAll = '~';

/**
 * The acceptances of some projects in the order of when they were generated, backwards if the list descends, and
 * before any filter but that of time. At the same instant they may be in the other order of message ids than asked for.
 */
export function sequence(
  { eventLog }: Pick<Ports, 'eventLog'>,
  { projectIds, order, filter: { from, to }, after, expected }: Sequence,
): AsyncIterable<LoggedEvent> {
  const backwards = order.descending.generated;
  const sign = backwards ? -1 : 1;
  // What is sorted otherwise than the index is sorted again, and begins with the whole instant.
  const place =
    after && isIndexOrder(order) ? { ...after, acceptance: backwards ? '' : behindAll } : undefined;
  const instant = after && order.first === 'generated' ? after.generated : undefined;
  const range = {
    from: latest(from, backwards ? undefined : instant),
    to: backwards && instant !== undefined ? earliest(to, following(instant)) : to,
    after: place,
    backwards,
    expected: Math.ceil(expected / projectIds.length),
  };
  return merged(
    projectIds.map((projectId) => eventLog.byGenerated(projectId, range)),
    (left, right) => sign * byGeneratedOrder(left, right),
  );
}

const latest = (left: string | undefined, right: string | undefined) =>
  left !== undefined && right !== undefined && left > right ? left : (right ?? left);
const earliest = (left: string | undefined, right: string) =>
  left !== undefined && left < right ? left : right;

/** Sorts right behind an instant, and before every later one. */
const following = (instant: string): string => `${instant}~`;

/** Of the acceptances of an event, which are neighbours, the latest. */
export async function* latestOfEach(
  events: AsyncIterable<LoggedEvent>,
): AsyncGenerator<LoggedEvent> {
  let held: LoggedEvent | undefined;
  for await (const event of events) {
    const isSame =
      held?.messageId === event.messageId &&
      held.generated === event.generated &&
      held.projectId === event.projectId;
    if (held && !isSame) yield held;
    held = isSame && held && held.at > event.at ? held : event;
  }
  if (held) yield held;
}

/** Sorts the events of each instant as the order says; those of an instant are neighbours. */
export async function* sortedWithinInstants(
  events: AsyncIterable<LoggedEvent>,
  order: EventOrder,
): AsyncGenerator<LoggedEvent> {
  let instant: LoggedEvent[] = [];
  const sorted = () => instant.toSorted((left, right) => inOrder(order, left, right));
  for await (const event of events) {
    if (instant[0] && instant[0].generated !== event.generated) {
      yield* sorted();
      instant = [];
    }
    instant.push(event);
  }
  yield* sorted();
}
