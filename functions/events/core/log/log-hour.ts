import type { Instant } from '../../../platform/core/instant.ts';

/** What became of the events that a project had accepted in an hour of the clock. */
export interface HourCounts {
  /** All that reached the log, while the project kept any. */
  readonly accepted: number;
  readonly stored: number;
  /** Beyond the cap. What is neither stored nor dropped has a type that the project does not keep. */
  readonly dropped: number;
}

export interface LogHour extends HourCounts {
  /** The instant at which it begins. */
  readonly hour: Instant;
}

/** The hour of the clock that an instant is in, by its beginning. */
export const hourOf = (at: Instant): Instant => `${at.slice(0, 13)}:00:00.000000Z`;

export const noCounts: HourCounts = { accepted: 0, stored: 0, dropped: 0 };

export const sumOfHours = (hours: readonly HourCounts[]): HourCounts =>
  hours.reduce(
    (sum, { accepted, stored, dropped }) => ({
      accepted: sum.accepted + accepted,
      stored: sum.stored + stored,
      dropped: sum.dropped + dropped,
    }),
    noCounts,
  );
