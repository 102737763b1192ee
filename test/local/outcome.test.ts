import { expect, test } from 'vitest';
import { combine, withExitCode, summaryLines } from '../../local/test/outcome.ts';
import { count } from '../../local/test/vitest-project.ts';

const none = { passed: 0, failed: [], skipped: [] };

test('the last line has the counts, and skipped tests are listed before it', () => {
  const all = combine([
    { passed: 2, failed: [], skipped: ['a (no java)'] },
    { passed: 1, failed: ['b'], skipped: [] },
  ]);
  expect(summaryLines(all)).toEqual([
    'failed: b',
    'skipped: a (no java)',
    '3 passed, 1 failed, 1 skipped',
  ]);
});

test('without skipped tests the last line does not mention them', () => {
  expect(summaryLines({ ...none, passed: 7 })).toEqual(['7 passed, 0 failed']);
});

test('a program that fails without a failed test counts as a failure', () => {
  expect(withExitCode('vitest fast', 1, none).failed).toEqual(['vitest fast (ended with 1)']);
  expect(withExitCode('vitest fast', 1, { ...none, failed: ['a'] }).failed).toEqual(['a']);
  expect(withExitCode('vitest fast', 0, none)).toEqual(none);
});

test('every test of vitest’s report counts once, and a file that cannot be loaded or set up counts as a failure', () => {
  const report = {
    testResults: [
      {
        name: '/anywhere/a.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'one', status: 'passed' },
          { fullName: 'two', status: 'failed' },
          { fullName: 'three', status: 'pending' },
          { fullName: 'four', status: 'todo' },
        ],
      },
      { name: '/anywhere/b.test.ts', status: 'failed', assertionResults: [] },
      {
        name: '/anywhere/c.test.ts',
        status: 'failed',
        assertionResults: [{ fullName: 'not reached', status: 'skipped' }],
      },
    ],
  };
  const outcome = count(JSON.stringify(report));
  expect(outcome.passed).toBe(1);
  expect(outcome.failed).toEqual([
    expect.stringMatching(/a\.test\.ts > two$/),
    expect.stringMatching(/b\.test\.ts \(could not be loaded or set up\)$/),
    expect.stringMatching(/c\.test\.ts \(could not be loaded or set up\)$/),
  ]);
  expect(outcome.skipped).toHaveLength(3);
});
