import { expect, test } from 'vitest';
import { scopedPromql } from '../../../../functions/alarming/core/metric/scoped-promql.ts';

const scoped = (query: string) => scopedPromql(query, 'project', 'p1');

test.each([
  ['up', 'up{project="p1"}'],
  ['up{}', 'up{project="p1"}'],
  ['up{job="a"}', 'up{project="p1",job="a"}'],
  ['{__name__="up"}', '{project="p1",__name__="up"}'],
  ['rate(cpu[5m])', 'rate(cpu{project="p1"}[5m])'],
  ['rate(cpu{a=~"b|c"}[5m] offset 1h)', 'rate(cpu{project="p1",a=~"b|c"}[5m] offset 1h)'],
  [
    'sum by (project) (a) / on(x) group_left b',
    'sum by (project) (a{project="p1"}) / on(x) group_left b{project="p1"}',
  ],
  ['max_over_time(a{b="}"}[1h:5m])', 'max_over_time(a{project="p1",b="}"}[1h:5m])'],
  ['up{project="other"}', 'up{project="p1",project="other"}'],
  ['1 + 1', '1 + 1'],
  ['absent(up)', 'absent(up{project="p1"})'],
])('%s reads the series of the project alone', (query, expected) => {
  expect(scoped(query)).toBe(expected);
});

test.each(['', '  ', 'up{', 'sum(', 'up }{', 'a b', 'up{}}'])(
  'what is not PromQL is not asked: %j',
  (query) => {
    expect(scoped(query)).toBeUndefined();
  },
);

test('a project cannot write itself out of its quotes', () => {
  expect(scopedPromql('up', 'project', 'a"} or up{x="')).toBe('up{project="a\\"} or up{x=\\""}');
});

test('a comment does not hide a selector', () => {
  expect(scoped('up # {project="x"}\n + down')).toBe(
    'up{project="p1"} # {project="x"}\n + down{project="p1"}',
  );
});
