import type { Instant } from '../../platform/core/instant.ts';
import { alreadyExpired, badTimestamp } from './refusal.ts';

const pattern =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,6})\d*)?(Z|[+-]\d{2}:?\d{2})?$/;

/** Parses an expiration time from a client; without a zone it is UTC (`keystone/common/utils.py`, `parse_expiration_date`). */
export function expirationOf(text: string, now: Instant): Instant {
  const [, day = '', time = '', fraction = '', zone = 'Z'] = pattern.exec(text) ?? [];
  const moment = new Date(`${day}T${time}${zone.replace(/(\d{2})(\d{2})$/, '$1:$2')}`);
  if (!isCalendarDay(day) || Number.isNaN(moment.getTime())) throw badTimestamp();
  const [second = ''] = moment.toISOString().split('.');
  if (second.length !== 'YYYY-MM-DDTHH:MM:SS'.length) throw badTimestamp();
  const instant = `${second}.${fraction.padEnd(6, '0')}Z`;
  if (instant <= now) throw alreadyExpired();
  return instant;
}

/** Rejects 30 February, which `Date` reads as 2 March. */
function isCalendarDay(day: string): boolean {
  const start = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(day);
}
