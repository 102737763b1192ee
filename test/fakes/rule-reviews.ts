import type { RuleReview } from '../../functions/alarming/core/rule/rule-review.ts';
import type { RuleReviews } from '../../functions/alarming/rule-ports.ts';

export function memoryRuleReviews(): RuleReviews {
  let last: RuleReview | undefined;
  return {
    async last() {
      return last;
    },
    async record(review) {
      last = review;
    },
  };
}
