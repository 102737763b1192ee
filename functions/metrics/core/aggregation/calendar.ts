import { microsecondsPerSecond } from './point.ts';
import { windowStart } from './window.ts';

/** A year, a half of it, a quarter, a month, or a week that begins on Sunday (`gnocchi/calendar.py`). */
export const calendarSpans = ['Y', 'H', 'Q', 'M', 'W'] as const;
export type CalendarSpan = (typeof calendarSpans)[number];

export const isCalendarSpan = (text: string): text is CalendarSpan =>
  calendarSpans.some((span) => span === text);

const months = { Y: 12, H: 6, Q: 3, M: 1 } as const;
const day = 86_400 * microsecondsPerSecond;
/** 1970 began on a Thursday, four days after a Sunday. */
const daysAfterSunday = 4;

/** The beginning of the calendar's span that a time is in, in UTC. */
export function calendarStart(time: number, span: CalendarSpan): number {
  if (span === 'W') {
    const shift = daysAfterSunday * day;
    return windowStart(time + shift, 7 * day) - shift;
  }
  const date = new Date(Math.floor(time / 1000));
  const month = date.getUTCMonth();
  return Date.UTC(date.getUTCFullYear(), month - (month % months[span]), 1) * 1000;
}
