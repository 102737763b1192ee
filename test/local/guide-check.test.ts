import { expect, test } from 'vitest';
import { checkCount, checkFields, exactly, failures, summary } from '../../local/guide/check.ts';
import { fieldTable } from '../../local/guide/client-output.ts';
import { packageCode, recentInAodh, recentInQinling } from '../../local/guide/kind.ts';

test('a client’s table is read field by field, empty values and bars in values included', () => {
  const table = [
    '+-------+-----------+',
    '| Field | Value     |',
    '+-------+-----------+',
    '| id    | 1         |',
    '| query |           |',
    '| code  | {a | b}   |',
    '+-------+-----------+',
  ].join('\n');
  expect(fieldTable(table)).toEqual({ id: '1', query: '', code: '{a | b}' });
});

test('a field that is missing or differs fails with what was expected and found', () => {
  const checks = [
    ...checkFields(
      'alarm',
      { name: 'x', state: 'ok' },
      {
        name: exactly('x'),
        state: exactly('alarm'),
        severity: exactly('low'),
      },
    ),
    checkCount('history', [1], 2),
  ];
  expect(failures(checks)).toEqual([
    "✗ alarm: state expected 'alarm', found 'ok'",
    '✗ alarm: severity is missing',
    '✗ history: how many expected 2, found 1',
  ]);
  expect(summary(checks)[0]).toBe('✓ alarm: name');
});

test('times are recent and in the form of their service', () => {
  const now = new Date().toISOString();
  expect(recentInQinling.holds(`${now.slice(0, 19)}Z`)).toBe(true);
  expect(recentInQinling.holds(now)).toBe(false);
  expect(recentInQinling.holds('2018-05-13T06:58:13Z')).toBe(false);
  expect(recentInAodh.holds(`${now.slice(0, 19)}.000001`)).toBe(true);
  expect(recentInAodh.holds(`${now.slice(0, 19)}Z`)).toBe(false);
});

test('a package’s code names its source and its checksum, in either order', () => {
  const md5sum = "'md5sum': '9bad2959cafc9d89684fe7a336de9927'";
  expect(packageCode.holds(`{'source': 'package', ${md5sum}}`)).toBe(true);
  expect(packageCode.holds(`{${md5sum}, 'source': 'package'}`)).toBe(true);
  expect(packageCode.holds("{'source': 'package'}")).toBe(false);
});
