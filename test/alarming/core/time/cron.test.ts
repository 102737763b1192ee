import { describe, expect, test } from 'vitest';
import { cronProblem } from '../../../../functions/alarming/core/time/cron.ts';

/** The results are croniter's. */
describe('a cron expression', () => {
  test.each([
    '0 23 * * *',
    '*/5 8-18/2 1,15 jan-jun MON,fri',
    '* * * * * 30',
    '0 0 l * *',
    '0 0 * * 1#2',
    '0 0 ? * 7',
    '@daily',
    '@hourly',
    '5/15 * * * *',
  ])('%s is accepted', (expression) => {
    expect(cronProblem(expression)).toBeUndefined();
  });

  test.each([
    ['', 'Exactly 5, 6 or 7 columns has to be specified for iterator expression.'],
    ['* * * *', 'Exactly 5, 6 or 7 columns has to be specified for iterator expression.'],
    ['60 * * * *', '[60 * * * *] is not acceptable, out of range'],
    ['* 24 * * *', '[* 24 * * *] is not acceptable, out of range'],
    ['* * 0 * *', '[* * 0 * *] is not acceptable, out of range'],
    ['* * * 13 *', '[* * * 13 *] is not acceptable, out of range'],
    ['* * * * 8', '[* * * * 8] is not acceptable, out of range'],
    ['*/0 * * * *', '[*/0 * * * *] is not acceptable, out of range'],
    ['x * * * *', '[x * * * *] is not acceptable'],
    ['1- * * * *', '[1- * * * *] is not acceptable'],
    [', * * * *', '[, * * * *] is not acceptable'],
  ])('%j is refused: %s', (expression, problem) => {
    expect(cronProblem(expression)).toBe(problem);
  });
});
