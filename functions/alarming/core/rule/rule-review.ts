import { candidateFormat } from '../../../events/core/candidate-key.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';

/** A comparison of the rules on the bus with the alarms, and when the next one is due. */
export interface RuleReview {
  readonly deployment: string;
  readonly nextAt: Instant;
  /** The format of the rows that sharers are found by; none before release 0.3. */
  readonly format?: number;
  /** When the first review of this format was made. */
  readonly formatSince?: Instant;
}

/**
 * Whether a review is due: none was made, the last one was by another deployment or for another format, or its
 * time has come.
 */
export const isReviewDue = (
  last: RuleReview | undefined,
  deployment: string,
  now: Instant,
): boolean =>
  last?.deployment !== deployment || last.format !== candidateFormat || last.nextAt <= now;

/** How long another release may still write rows of its own after the first review by this one. */
const otherReleaseSeconds = 3600;

/** Since when reviews are made for the present format. */
export const formatSince = (last: RuleReview | undefined, now: Instant): Instant =>
  (last?.format === candidateFormat && last.formatSince) || now;

/**
 * Whether nobody writes rows of another format any more: no other release has ever reviewed this table, or
 * this one has for an hour.
 */
export const isAloneWithFormat = (last: RuleReview | undefined, now: Instant): boolean =>
  last === undefined || after(formatSince(last, now), otherReleaseSeconds) <= now;
