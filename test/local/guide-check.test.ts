import { expect, test } from 'vitest';
import { checkCount, checkFields, exactly, failures, summary } from '../../local/guide/check.ts';
import { fieldTable, markedRows } from '../../local/guide/client-output.ts';
import { packageCode, recentInAodh, recentInQinling } from '../../local/guide/matcher.ts';

test('the table of a client may have empty values and values with bars', () => {
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

test('a row with a mark is found by what it is about, and what is wrapped is put together', () => {
  const table = [
    'compute.instance.create, accepted at 2026-11-27T10:00:00.000',
    '+---+------------------------------------------------+-----------------+',
    '|   | what                                           | result          |',
    '+---+------------------------------------------------+-----------------+',
    '| ✓ | big                                            | fired: ok ->    |',
    '|   |                                                | alarm           |',
    '| ✗ |   execution 8d54a1c6-5a5e-4f5a-9c58-0c3f0a2b7a11 | error           |',
    '+---+------------------------------------------------+-----------------+',
  ].join('\n');
  expect(markedRows(table)).toEqual({ big: '✓ fired: ok -> alarm', execution: '✗ error' });
});

test('the failure of a missing or different field says what was expected and found', () => {
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
    '✗ history: count expected 2, found 1',
  ]);
  expect(summary(checks)[0]).toBe('✓ alarm: name');
});

test('a recent time has the format of its service', () => {
  const now = new Date().toISOString();
  expect(recentInQinling.matches(`${now.slice(0, 19)}Z`)).toBe(true);
  expect(recentInQinling.matches(now)).toBe(false);
  expect(recentInQinling.matches('2018-05-13T06:58:13Z')).toBe(false);
  expect(recentInAodh.matches(`${now.slice(0, 19)}.000001`)).toBe(true);
  expect(recentInAodh.matches(`${now.slice(0, 19)}Z`)).toBe(false);
});

test('the code of a package has its source and its checksum, in either order', () => {
  const md5sum = "'md5sum': '9bad2959cafc9d89684fe7a336de9927'";
  expect(packageCode.matches(`{'source': 'package', ${md5sum}}`)).toBe(true);
  expect(packageCode.matches(`{${md5sum}, 'source': 'package'}`)).toBe(true);
  expect(packageCode.matches("{'source': 'package'}")).toBe(false);
});
