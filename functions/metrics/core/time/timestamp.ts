import type { Instant } from '../../../platform/core/instant.ts';
import { isoMicroseconds } from '../../../platform/core/python-datetime.ts';
import { isoText } from '../../../platform/core/python-datetime-text.ts';
import type { Json } from '../../../platform/core/python-json.ts';
import { pythonFloat } from '../../../platform/core/python-number.ts';
import { readTimespan } from './timespan.ts';

/** An instant, or why it is none, in Gnocchi's words. */
export type Timestamp = { readonly instant: Instant } | { readonly refused: string };

const latest = 253_402_300_799_999_999n;

/** The end of the year 9999. Gnocchi's nanoseconds end in 2262. */
const unconvertible = { refused: 'Unable to convert timestamps' };

/**
 * As `gnocchi.utils.to_timestamp`: seconds since 1970, ISO-8601 (UTC if it names no zone), or a span before or
 * after `now`, such as `-1 day` and `now`.
 */
export function readTimestamp(value: Json, now: Instant): Timestamp {
  const microseconds = microsecondsOf(value, now);
  if (microseconds === undefined || microseconds > latest) return unconvertible;
  if (microseconds < 0n) return { refused: 'Timestamp must be after Epoch' };
  return { instant: instantOfMicroseconds(microseconds) };
}

function microsecondsOf(value: Json, now: Instant): bigint | undefined {
  const seconds = pythonFloat(value);
  if (seconds !== undefined) {
    const microseconds = Math.trunc(seconds * 1e6);
    return Number.isFinite(microseconds) ? BigInt(microseconds) : undefined;
  }
  if (typeof value !== 'string') return undefined;
  if (value === 'now') return isoMicroseconds(now);
  const iso = isoMicroseconds(value.trim());
  if (iso !== undefined) return iso;
  const span = readTimespan(value, { signed: true });
  const start = isoMicroseconds(now);
  return 'refused' in span || start === undefined ? undefined : start + BigInt(span.microseconds);
}

export function instantOfMicroseconds(microseconds: bigint): Instant {
  const text = isoText(microseconds);
  return text.includes('.') ? `${text}Z` : `${text}.000000Z`;
}

/** As Gnocchi writes an instant: a fraction only if there is one, and the offset of UTC. */
export const timestampText = (instant: Instant): string =>
  `${instant.slice(0, -1).replace('.000000', '')}+00:00`;
