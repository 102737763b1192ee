import type { Instant } from '../../../platform/core/instant.ts';

/** A comparison of the rules on the bus with the alarms, and when the next one is due. */
export interface RuleReview {
  readonly deployment: string;
  readonly nextAt: Instant;
}

/** Whether a review is due: none was made, the last one was by another deployment, or its time has come. */
export const isReviewDue = (
  last: RuleReview | undefined,
  deployment: string,
  now: Instant,
): boolean => last?.deployment !== deployment || last.nextAt <= now;
