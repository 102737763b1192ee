import type { Windowing } from './aggregate.ts';
import { calendarStart, type CalendarSpan } from './calendar.ts';
import { windowStart } from './window.ts';

/** Larger windows into which aggregates are put: of a span in microseconds, or of the calendar. */
export type Resampling =
  | { readonly kind: 'span'; readonly span: number }
  | { readonly kind: 'calendar'; readonly span: CalendarSpan };

export const windowingOf =
  (resampling: Resampling): Windowing =>
  (time) =>
    resampling.kind === 'span'
      ? windowStart(time, resampling.span)
      : calendarStart(time, resampling.span);

const longestCalendarSpan = 366 * 86_400 * 1_000_000;

/** A time at or after the end of the window that a time is in. */
export const afterWindow = (resampling: Resampling, time: number): number =>
  time + (resampling.kind === 'span' ? resampling.span : longestCalendarSpan);
