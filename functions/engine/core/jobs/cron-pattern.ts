import { Cron } from 'croner';
import { Fault } from '../../../platform/core/fault.ts';
import { type Instant, instantOf, millisecondsOf } from '../../../platform/core/instant.ts';

/** The most characters of a pattern, as in Qinling's column. */
export const maximumPatternLength = 32;

const invalid = (pattern: string): Fault =>
  new Fault('invalid', `The specified pattern is not valid: ${pattern}`);

/**
 * The first time after `from` that matches a pattern of five cron fields, in UTC. If both day fields are
 * restricted, a day needs to match only one of them, as in cron. A pattern that never matches, such as
 * 31 February, is invalid.
 */
export function nextTick(pattern: string, from: Instant): Instant {
  const fields = pattern.trim().split(/\s+/);
  if (fields.length !== 5 || pattern.length > maximumPatternLength) throw invalid(pattern);
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
