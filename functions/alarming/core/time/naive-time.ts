import { type Instant, instantOf } from '../../../platform/core/instant.ts';
import { isoMicroseconds } from '../../../platform/core/python-datetime.ts';

/** Python's `isoformat` of a naive UTC time, as Aodh prints timestamps: no zone, and no microseconds if they are zero. */
export const naiveTime = (instant: Instant): string => instant.replace(/(\.0{6})?Z$/, '');

/** Reads an ISO 8601 time, in UTC unless it names a zone; undefined for anything else. */
export function parseIsoTime(text: string): Instant | undefined {
  const microseconds = isoMicroseconds(text);
  if (microseconds === undefined) return undefined;
  const fraction = ((microseconds % 1000n) + 1000n) % 1000n;
  const milliseconds = Number((microseconds - fraction) / 1000n);
  return `${instantOf(milliseconds).slice(0, 23)}${String(fraction).padStart(3, '0')}Z`;
}
