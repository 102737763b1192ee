import { memoryRuleReviews } from '../../fakes/rule-reviews.ts';
import { ruleReviewsSuite } from './rule-reviews.suite.ts';

ruleReviewsSuite(async () => memoryRuleReviews());
