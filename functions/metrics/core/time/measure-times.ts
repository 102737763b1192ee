import type { Instant } from '../../../platform/core/instant.ts';
import { isoMicroseconds } from '../../../platform/core/python-datetime.ts';
import type { Json } from '../../../platform/core/python-json.ts';
import { pythonFloat } from '../../../platform/core/python-number.ts';
import { readTimespan } from './timespan.ts';

/** Reads one time; undefined if it is none of this kind. */
type ReadTime = (value: Json) => number | undefined;

/** Times of measures end in 2112, where a stored time would no longer be exact to the microsecond. */
export const endOfTime = 2 ** 52;

/**
 * How the times of a list of measures are read, by its first: as seconds since 1970, ISO-8601, or spans before
 * or after `now`. Gnocchi reads no list that mixes them (`gnocchi.utils.to_timestamps`).
 */
export function timesLike(first: Json, now: Instant): ReadTime {
  if (pythonFloat(first) !== undefined) return epoch;
  if (iso(first) !== undefined) return iso;
  const start = Number(isoMicroseconds(now) ?? 0n);
  return (value) => {
    const span = value === 'now' ? { microseconds: 0 } : readTimespan(value, { signed: true });
    return 'refused' in span ? undefined : start + span.microseconds;
  };
}

const epoch: ReadTime = (value) => {
  const seconds = pythonFloat(value);
  const microseconds = seconds === undefined ? Number.NaN : Math.round(seconds * 1e6);
  return Number.isSafeInteger(microseconds) ? microseconds : undefined;
};

const iso: ReadTime = (value) => {
  if (typeof value !== 'string') return undefined;
  const microseconds = isoMicroseconds(value.trim());
  return microseconds === undefined ? undefined : Number(microseconds);
};
