import { Fault } from '../../../platform/core/fault.ts';
import { shownValue } from '../shown-value.ts';
import { after, type Instant, instantOf } from '../../../platform/core/instant.ts';

/** How far in the future a given time must be (`qinling/utils/jobs.py`). */
const leadSeconds = 60;

/** The most characters of a time. English dates with a weekday have about 50. */
const maximumTimeLength = 100;

const refusal = (text: string): Fault =>
  new Fault('invalid', `Unknown string format: ${shownValue(text)}`);

/**
 * Reads a time in the formats Qinling's clients use: variants of ISO 8601, and English dates. A zone at the
 * end is ignored, as in the original: all times are UTC.
 */
export function readTime(text: string): Instant {
  if (text.length > maximumTimeLength) throw refusal(text);
  const naive = text.trim().replace(/(?<=\d|[ap]m)\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$/i, '');
  const milliseconds = isoTime(naive) ?? englishTime(naive);
  if (milliseconds === undefined || Number.isNaN(milliseconds)) throw refusal(text);
  return instantOf(milliseconds);
}

/** Refuses a time that is in the past, or too soon. */
export function requireAhead(time: Instant, now: Instant): Instant {
  if (after(now, leadSeconds) > time)
    throw new Fault('invalid', 'Execution time must be at least 1 minute in the future.');
  return time;
}

const iso =
  /^(\d{4})([-/]?)(\d{1,2})\2(\d{1,2})(?:[T ]?(\d{1,2})(:?)(\d{2})(?:\6(\d{2})(?:[.,]\d+)?)?)?$/;

function isoTime(text: string): number | undefined {
  const [, year, , month, day, hour = '0', , minute = '0', second = '0'] = iso.exec(text) ?? [];
  if (year === undefined) return undefined;
  const parts = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts;
  const milliseconds = Date.UTC(y, mo - 1, d, h, mi, s);
  const read = new Date(milliseconds);
  const real =
    read.getUTCMonth() === mo - 1 && read.getUTCDate() === d && h < 24 && mi < 60 && s < 60;
  return real ? milliseconds : Number.NaN;
}

const monthName = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const weekday = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\\s+)?';
const clockTime = '(?:,?\\s+\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\s*[ap]m)?)?';
const english = new RegExp(
  `^${weekday}(?:\\d{1,2}\\s+${monthName}|${monthName}\\s+\\d{1,2}),?\\s+\\d{4}${clockTime}$`,
  'i',
);

const englishTime = (text: string): number | undefined =>
  english.test(text) ? Date.parse(`${text} UTC`) : undefined;
