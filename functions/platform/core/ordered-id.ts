import { type Instant, instantOf, millisecondsOf } from './instant.ts';

/*
 * Ids that begin with the time: the first 48 bits of such a UUID are milliseconds since 1970 (RFC 9562,
 * versions 7 and 8). Their texts sort as their times, so rows under them are listed by time.
 */

/** The instant of an id that begins with it; undefined for any other text. */
export function instantIn(id: string): Instant | undefined {
  const [, high, low] = /^([0-9a-f]{8})-([0-9a-f]{4})-[78][0-9a-f]{3}-[0-9a-f-]+$/.exec(id) ?? [];
  return high === undefined || low === undefined
    ? undefined
    : instantOf(Number.parseInt(high + low, 16));
}

/** Sorts before every id of this instant's millisecond and of later ones, and after all earlier ones. */
export function earliestId(at: Instant): string {
  const hex = Math.max(0, millisecondsOf(at)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
