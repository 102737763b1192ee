import { Fault } from '../../platform/core/fault.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import type { StoredEvents } from '../stored-event-ports.ts';

export interface StoredRange {
  readonly from: Instant;
  /** Excluded. */
  readonly to: Instant;
  /** Set if the range begins before anything can still be stored. */
  readonly keptSince: Instant | null;
}

/** A range of the log as it is asked for. An end in the future is the present. */
export function rangeOf(
  { from, to }: Pick<StoredRange, 'from' | 'to'>,
  { keptDays }: Pick<StoredEvents, 'keptDays'>,
  now: Instant,
): StoredRange {
  const kept = after(now, -keptDays * 86_400);
  if (from >= to)
    throw new Fault('invalid', `The range is empty: from ${from} is not before to ${to}`);
  if (from >= now) throw new Fault('invalid', `The range lies in the future: it is ${now}`);
  if (to <= kept)
    throw new Fault(
      'invalid',
      `The range ends at ${to}, and events are kept since ${kept} at most`,
    );
  return { from, to: to < now ? to : now, keptSince: from < kept ? kept : null };
}
