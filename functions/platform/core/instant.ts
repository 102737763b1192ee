/**
 * A moment in UTC as `YYYY-MM-DDTHH:MM:SS.ffffffZ`. It always has 27 characters, so sorting the texts
 * sorts the times. Each dialect prints it in its own form.
 */
export type Instant = string;

/** Milliseconds since 1970; microseconds are dropped. */
export const millisecondsOf = (instant: Instant): number => Date.parse(instant);

/** The instant that is a whole number of milliseconds after 1970. */
export const instantOf = (milliseconds: number): Instant =>
  `${new Date(milliseconds).toISOString().slice(0, -1)}000Z`;

/** The instant `seconds` after `instant`, to the millisecond. */
export const after = (instant: Instant, seconds: number): Instant =>
  instantOf(millisecondsOf(instant) + seconds * 1000);
