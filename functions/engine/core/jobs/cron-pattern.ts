import { Cron } from 'croner';
import { Fault } from '../../../platform/core/fault.ts';
import { type Instant, instantOf, millisecondsOf } from '../../../platform/core/instant.ts';
import { shownValue } from '../shown-value.ts';

/** The most characters of a pattern, as in Qinling's column. */
export const maximumPatternLength = 32;

/** Cron's names, as Qinling's library (croniter) reads them. */
const named: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

const invalid = (pattern: string): Fault =>
  new Fault('invalid', `The specified pattern is not valid: ${shownValue(pattern)}`);

/**
 * The first time after `from` that matches a pattern of five cron fields, or a name such as `@hourly`, in
 * UTC. If both day fields are restricted, a day needs to match only one of them, as in cron. A pattern that
 * never matches, such as 31 February, is invalid.
 */
export function nextTick(pattern: string, from: Instant): Instant {
  if (pattern.length > maximumPatternLength) throw invalid(pattern);
  const asked = pattern.trim();
  const fields = (named.get(asked.toLowerCase()) ?? asked).split(/\s+/);
  if (fields.length !== 5) throw invalid(pattern);
  const next = read(fields.join(' '), pattern).nextRun(new Date(millisecondsOf(from)));
  if (!next) throw invalid(pattern);
  return instantOf(next.getTime());
}

function read(fields: string, pattern: string): Cron {
  try {
    return new Cron(fields, { timezone: 'UTC', paused: true });
  } catch (cause) {
    throw new Fault('invalid', invalid(pattern).message, { cause });
  }
}
