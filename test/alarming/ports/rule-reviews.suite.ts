import { expect, test } from 'vitest';
import {
  isAloneWithFormat,
  isReviewDue,
} from '../../../functions/alarming/core/rule/rule-review.ts';
import type { RuleReviews } from '../../../functions/alarming/rule-ports.ts';

export function ruleReviewsSuite(open: () => Promise<RuleReviews>): void {
  test('a review is due at first, at its time, and in another deployment', async () => {
    const reviews = await open();
    const isDue = async (deployment: string, now: string) =>
      isReviewDue(await reviews.last(), deployment, now);
    const [noon, one] = ['2026-01-01T12:00:00.000000Z', '2026-01-01T13:00:00.000000Z'];
    expect(await isDue('first', noon)).toBe(true);
    await reviews.record({ deployment: 'first', nextAt: one });
    expect(await isDue('first', noon)).toBe(true);
    await reviews.record({ deployment: 'first', nextAt: one, format: 1, formatSince: noon });
    expect(await isDue('first', noon)).toBe(false);
    expect(await isDue('first', one)).toBe(true);
    expect(await isDue('second', noon)).toBe(true);
  });

  test('another release may write rows until this one has made reviews for an hour', async () => {
    const reviews = await open();
    const [noon, one] = ['2026-01-01T12:00:00.000000Z', '2026-01-01T13:00:00.000000Z'];
    expect(isAloneWithFormat(await reviews.last(), noon)).toBe(true);
    await reviews.record({ deployment: 'first', nextAt: one });
    expect(isAloneWithFormat(await reviews.last(), one)).toBe(false);
    await reviews.record({ deployment: 'first', nextAt: one, format: 1, formatSince: noon });
    expect(isAloneWithFormat(await reviews.last(), noon)).toBe(false);
    expect(isAloneWithFormat(await reviews.last(), one)).toBe(true);
  });
}
