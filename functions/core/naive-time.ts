import { type Instant, instantOf } from './instant.ts';

/** Python's `isoformat` of a naive UTC time, as Aodh prints every timestamp: no zone, no microseconds when they are zero. */
export const naiveTime = (instant: Instant): string => instant.replace(/(\.0{6})?Z$/, '');

const form =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[T ](\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Reads an ISO 8601 time as `oslo_utils.timeutils.parse_isotime` does, where what is missing counts as
 * the beginning and no zone means UTC; undefined for anything else.
 */
export function parseIsoTime(text: string): Instant | undefined {
  const match = form.exec(text.trim());
  if (!match) return undefined;
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00'] = match;
  const milliseconds = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(milliseconds) || new Date(milliseconds).getUTCDate() !== Number(day))
    return undefined;
  const shifted = milliseconds - offsetMinutes(match[8] ?? 'Z') * 60_000;
  const year4 = new Date(shifted).getUTCFullYear();
  if (year4 < 1 || year4 > 9999) return undefined;
  const microseconds = (match[7] ?? '').padEnd(6, '0').slice(0, 6);
  return `${instantOf(shifted).slice(0, 20)}${microseconds}Z`;
}

function offsetMinutes(zone: string): number {
  if (zone === 'Z') return 0;
  const digits = zone.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5) || '0');
  return digits.startsWith('-') ? -minutes : minutes;
}
