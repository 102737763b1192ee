import { type Instant, instantOf, millisecondsOf } from '../../platform/core/instant.ts';

/** How long login failures are counted. */
export const loginWindowSeconds = 300;

/** How many failed logins one window allows; then no secret is checked until the window ends. */
export const maximumFailures = {
  /**
   * For one name, or one id, from all sources together that its owner does not usually log in from.
   * A user can be named in two ways, by name and by id, so there are at most twice as many guesses.
   */
  unusualSources: 10,
  /**
   * For one name, or one id, from one usual source. Not less than from unusual sources: a refusal must
   * not tell a stranger at the same address that the source is usual for somebody.
   */
  usualSource: 20,
  /** From one source, for all names. It may be a whole office behind one address. */
  source: 200,
} as const;

/**
 * When the window ends that is open now. Windows begin at multiples of their length, so that all
 * counters end together and the end does not reveal when somebody else began to guess.
 */
export function windowEnd(now: Instant): Instant {
  const length = loginWindowSeconds * 1000;
  return instantOf((Math.floor(millisecondsOf(now) / length) + 1) * length);
}
