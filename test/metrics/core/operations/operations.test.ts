import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../functions/metrics/core/operations/evaluate.ts';
import { referencesIn } from '../../../../functions/metrics/core/operations/operation.ts';
import { overlapping } from '../../../../functions/metrics/core/operations/overlap.ts';
import { readOperations } from '../../../../functions/metrics/core/operations/read-operations.ts';
import { type Fill, tableOf } from '../../../../functions/metrics/core/operations/table.ts';
import { Refusal } from '../../../../functions/metrics/core/refusal.ts';
import { type Json, loads } from '../../../../functions/platform/core/python-json.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const minute = 60_000_000;
const references = [
  { name: 'a', method: 'mean' },
  { name: 'b', method: 'mean' },
];
const series = (values: readonly (number | null)[]) =>
  values.flatMap((value, i) => (value === null ? [] : [{ time: i * minute, value }]));
const a = series([1, 2, 3]);
const b = series([null, 20, 30, 40]);
const computed = (operations: Json, fill: Fill | undefined = 'null') =>
  evaluate(readOperations(operations), tableOf([a, b], minute, fill), references);
const both = '(metric (a mean) (b mean))';
const first = (operations: Json, fill?: Fill) => computed(operations, fill).columns[0];

const rounded = (list: readonly number[] | undefined) =>
  list?.map((value) =>
    Number.isFinite(value) ? Math.round(value * 1e9) / 1e9 + 0 : String(value),
  );

const reasonOf = (json: Json): unknown => {
  try {
    readOperations(json);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.description;
  }
};
const invalidInput = (reason: string) => ({
  cause: 'Invalid input',
  reason: `${reason} for dictionary value @ data['operations']`,
  detail: ['operations'],
});

/** What becomes of operations: a computation, or the name of what was thrown. */
const outcomeOf = (json: Json): string => {
  try {
    computed(json);
    return 'computed';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
};

describe('operations across series', () => {
  it.each([
    ['mean', [1, 11, 16.5, 40]],
    ['sum', [1, 22, 33, 40]],
    ['min', [1, 2, 3, 40]],
    ['max', [1, 20, 30, 40]],
    ['median', [1, 11, 16.5, 40]],
    ['std', [0, 9, 13.5, 0]],
    ['var', [0, 81, 182.25, 0]],
    ['count', [1, 2, 2, 1]],
    ['rate:mean', [10, 5.5, 23.5]],
  ])('%s ignores what is missing', (method, values) => {
    const { columns, times, aggregated } = computed(`(aggregate ${method} ${both})`);
    expect(columns).toEqual([values]);
    expect(times).toHaveLength(values.length);
    expect(times.at(-1)).toBe(3 * minute);
    expect(aggregated).toBe(true);
  });

  it.each<readonly [string, readonly number[]]>([
    ['(+ (metric a mean) 1)', [2, 3, 4, Number.NaN]],
    ['(- 10 (metric a mean))', [9, 8, 7, Number.NaN]],
    ['(* (metric a mean) (metric b mean))', [Number.NaN, 40, 90, Number.NaN]],
    ['(/ (metric a mean) 0)', [Infinity, Infinity, Infinity, Number.NaN]],
    ['(% (metric a mean) -2)', [-1, -0, -1, Number.NaN]],
    ['(** (metric a mean) 2)', [1, 4, 9, Number.NaN]],
    ['(> (metric a mean) 1)', [0, 1, 1, 0]],
    ['(ne (metric a mean) 2)', [1, 0, 1, 1]],
    ['(clip (metric a mean) 2 2.5)', [2, 2, 2.5, Number.NaN]],
    ['(clip (metric a mean) 2)', [2, 2, 3, Number.NaN]],
    ['(clip_min (metric a mean) 2)', [2, 2, 3, Number.NaN]],
    ['(clip_max (metric a mean) 2)', [1, 2, 2, Number.NaN]],
    ['(max (metric a mean) (metric b mean))', [1, 20, 30, 40]],
    ['(neg (metric a mean))', [-1, -2, -3, Number.NaN]],
    ['(abs (- (metric a mean) 2))', [1, 0, 1, Number.NaN]],
    ['(floor (/ (metric a mean) 2))', [0, 1, 1, Number.NaN]],
    ['(rateofchange (metric b mean))', [Number.NaN, 10, 10]],
    ['(rateofchangesec (metric b mean))', [Number.NaN, Number.NaN, 1 / 6, 1 / 6]],
    ['(rolling mean 2 (metric a mean))', [1.5, 2.5, 3]],
    ['(rolling rate:sum 2 (metric a mean))', [2, -2]],
    ['(resample sum 120 (metric a mean))', [3, 3]],
    ['(resample rate:sum "2 minutes" (metric a mean))', [1, 1]],
  ])('%s', (operations, values) => {
    const found = first(operations);
    expect(found?.length).toBe(values.length);
    expect(rounded(found)).toEqual(rounded(values));
  });

  it('of two series by themselves nothing is aggregated', () => {
    const { aggregated, columns } = computed(`(* ${both} 2)`);
    expect(aggregated).toBe(false);
    expect(columns.map((column) => column.filter((value) => !Number.isNaN(value)))).toEqual([
      [2, 4, 6],
      [40, 60, 80],
    ]);
  });

  it.each<readonly [Fill, readonly number[]]>([
    [7, [7, 20, 30, 40]],
    ['bfill', [20, 20, 30, 40]],
    ['full_ffill', [20, 20, 30, 40]],
    ['full_bfill', [20, 20, 30, 40]],
  ])('%s fills gaps', (fill, values) => {
    expect(computed('(metric b mean)', fill).columns).toEqual([values]);
  });

  it('ffill leaves what comes before the first value', () => {
    expect(first('(metric a mean)', 'ffill')).toEqual([1, 2, 3, 3]);
    expect(first('(metric b mean)', 'ffill')?.[0]).toBeNaN();
  });
});

describe('overlap', () => {
  const table = tableOf([a, b], minute, undefined);
  const bounds = { neededOverlap: 100, hasStart: false, hasStop: false };

  it('without bounds the common span is left', () => {
    expect(overlapping(table, bounds).times).toEqual([minute, 2 * minute]);
  });

  it('with bounds everything is left, if enough overlaps', () => {
    const all = { hasStart: true, hasStop: true };
    expect(overlapping(table, { ...all, neededOverlap: 50 }).times).toHaveLength(4);
    expect(() => overlapping(table, { ...all, neededOverlap: 60 })).toThrow(
      'Less than 60.000000% of datapoints overlap in this timespan (50.00%)',
    );
  });

  it('series that have no time in common: No overlap', () => {
    const apart = tableOf([series([1]), series([null, 2])], minute, undefined);
    expect(() => overlapping(apart, bounds)).toThrow('No overlap');
    expect(overlapping(apart, { ...bounds, neededOverlap: 0 }).times).toHaveLength(2);
  });
});

describe('reading operations', () => {
  it('text and nested lists say the same', () => {
    const nested = ['aggregate', 'mean', ['+', ['metric', ['a', 'mean'], ['b', 'max']], 2]];
    const text = '(aggregate mean (+ (metric (a mean) (b max)) 2))';
    expect(readOperations(text)).toEqual(readOperations(loads(JSON.stringify(nested))));
    expect(referencesIn(readOperations(text))).toEqual([
      { name: 'a', method: 'mean' },
      { name: 'b', method: 'max' },
    ]);
  });

  it('names may have blanks in quotes', () => {
    expect(referencesIn(readOperations('(metric "a b" mean)'))).toEqual([
      { name: 'a b', method: 'mean' },
    ]);
  });

  it.each<readonly [string, Json, string]>([
    ['an unknown operation', ['bogus', 1], "'bogus' operation invalid"],
    [
      "Aodh's malformed one",
      ['aggregate', 'mean', ['metric', 'a', 'mean'], ['metric', 'b', 'mean']],
      "'aggregate' operation invalid",
    ],
    ['an unknown method', '(aggregate last (metric a mean))', "'aggregate' operation invalid"],
    ['nothing', [], 'Operation must not be empty'],
    ['a name alone', ['metric'], 'Operation need at least one argument'],
    ['a number', 1, "Expected a tuple/list, got a <class 'int'>"],
    ['an object', {}, "Expected a tuple/list, got a <class 'dict'>"],
    ['a window of none', '(rolling mean 0 (metric a mean))', "'rolling' operation invalid"],
    ['no span', '(resample mean bogus (metric a mean))', "'resample' operation invalid"],
  ])('%s is refused', (_, json, reason) => {
    expect(reasonOf(json)).toEqual(invalidInput(reason));
  });

  it.each(['', 'metric', '(metric a mean', '((', ')'])('the text %j cannot be read', (text) => {
    expect(reasonOf(text)).toMatchObject({ cause: 'Invalid operations' });
  });

  it('what is too much or too deep is refused', () => {
    const deep = `${'(abs '.repeat(60)}(metric a mean)${')'.repeat(60)}`;
    const wide = `(aggregate mean ${'(+ 1 '.repeat(30)}(metric a mean)${')'.repeat(30)})`;
    expect(reasonOf(deep)).toContain('nest');
    expect(reasonOf(wide)).toBeUndefined();
    const nested = Array.from({ length: 80 }).reduce<Json>(
      (inner) => ['abs', inner],
      ['metric', 'a', 'mean'],
    );
    expect(reasonOf(nested)).toContain('nest');
    const many: Json = ['metric', ...Array.from({ length: 501 }, (_, i) => [`m${i}`, 'mean'])];
    expect(reasonOf(many)).toContain('more than 500 metrics');
    const full = (depth: number): Json =>
      depth === 0 ? 1 : ['+', full(depth - 1), full(depth - 1)];
    expect(reasonOf(['+', ['metric', 'a', 'mean'], full(8)])).toContain('more than 200 operations');
    expect(reasonOf('x'.repeat(20_001))).toMatchObject({ cause: 'Invalid operations' });
  });

  it('whatever is sent is read or refused', () => {
    const names = ['metric', 'aggregate', 'resample', 'rolling', '+', 'abs', 'clip', 'mean', 'a'];
    const operations = fc.letrec<{ node: Json }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<Json>(...names, 1, 2.5, null, true),
        fc.array(tie('node'), { maxLength: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(fc.oneof(operations, fc.string()), (json) => {
        expect(['computed', 'Fault', 'NotComputable']).toContain(outcomeOf(json));
      }),
      { numRuns: propertyRuns(2000) },
    );
  });
});
