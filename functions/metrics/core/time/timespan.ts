import type { Json } from '../../../platform/core/python-json.ts';
import { pythonFloat } from '../../../platform/core/python-number.ts';

/** A span of time in microseconds, or why it is none, in Gnocchi's words. */
export type Timespan = { readonly microseconds: number } | { readonly refused: string };

/** A longer text is no span of time. */
const longestText = 100;

/** As `gnocchi.utils.to_timespan`: seconds, also as text, or what `pytimeparse` reads, such as `5 minutes`, `7d`, `0:05:00`. */
export function readTimespan(value: Json, { signed = false } = {}): Timespan {
  if (value === null) return { refused: 'Invalid timespan' };
  const seconds = pythonFloat(value) ?? (typeof value === 'string' ? parsed(value) : undefined);
  const microseconds = seconds === undefined ? Number.NaN : Math.trunc(seconds * 1e6);
  if (!Number.isSafeInteger(microseconds)) return { refused: 'Unable to parse timespan' };
  if (!signed && microseconds <= 0) return { refused: 'Timespan must be positive' };
  return { microseconds };
}

const optional = (unit: string) => `(?:${unit}\\s*(?:[,/]\\s*)?)?`;
const weeks = optional('(?<weeks>[\\d.]+)\\s*(?:w|wks?|weeks?)');
const days = optional('(?<days>[\\d.]+)\\s*(?:d|dys?|days?)');
const hours = optional('(?<hours>[\\d.]+)\\s*(?:h|hrs?|hours?)');
const minutes = optional('(?<minutes>[\\d.]+)\\s*(?:m|mins?|minutes?)');
const seconds = '(?:(?<seconds>[\\d.]+)\\s*(?:s|secs?|seconds?))?';
const clockSeconds = '(?<seconds>\\d{2}(?:\\.\\d+)?)';
const formats = [
  `${weeks}\\s*${days}\\s*${hours}\\s*${minutes}\\s*${seconds}`,
  `(?<minutes>\\d{1,2}):${clockSeconds}`,
  `${weeks}\\s*${days}\\s*(?<hours>\\d+):(?<minutes>\\d{2}):${clockSeconds}`,
  `(?<days>\\d+)[:-](?<hours>\\d{2}):(?<minutes>\\d{2}):${clockSeconds}`,
  `:${clockSeconds}`,
].map((format) => new RegExp(`^\\s*${format}\\s*$`, 'i'));

const secondsIn: Readonly<Record<string, number>> = {
  weeks: 604_800,
  days: 86_400,
  hours: 3600,
  minutes: 60,
  seconds: 1,
};

/** `pytimeparse.timeparse`: seconds. */
function parsed(text: string): number | undefined {
  if (text.length > longestText) return undefined;
  const [, sign, unsigned = ''] = /^\s*([+-]?)\s*(.*)$/s.exec(text) ?? [];
  if (unsigned.trim() === '') return undefined;
  for (const format of formats) {
    const parts = Object.entries(format.exec(unsigned)?.groups ?? {}).filter(
      ([, digits]) => digits !== undefined,
    );
    const numbers = parts.map(([unit, digits]) => Number(digits) * (secondsIn[unit] ?? 0));
    if (numbers.length > 0 && numbers.every(Number.isFinite))
      return numbers.reduce((sum, each) => sum + each, 0) * (sign === '-' ? -1 : 1);
  }
  return undefined;
}
