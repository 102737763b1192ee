import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Condition } from '../../../../functions/events/core/event-rule.ts';
import { compileEventRule } from '../../../../functions/alarming/core/rule/compile-event-rule.ts';
import {
  type Constraint,
  fitted,
  patternOf,
} from '../../../../functions/alarming/core/rule/pattern/matcher.ts';
import { utf8Length } from '../../../../functions/platform/core/utf8-length.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

/** Conditions that count how often anything of them is read. */
function countingConditions(conditions: readonly Condition[]) {
  const reads = { count: 0 };
  const query = conditions.map(
    (condition) =>
      new Proxy(condition, {
        get(target, name) {
          reads.count += 1;
          return Reflect.get(target, name);
        },
      }),
  );
  return { query, reads };
}

/** Constraints that count how often they are measured, each of them and those under it. */
function countingConstraints(lengths: readonly number[]) {
  const measured = { characters: 0 };
  const constraints = lengths.map((length, index): Constraint => {
    const matcher = {
      prefix: 'x'.repeat(length),
      toJSON() {
        measured.characters += length;
        return { prefix: 'x'.repeat(length) };
      },
    };
    return { path: ['detail', `t${index}`], anyOf: [matcher] };
  });
  return { constraints, measured };
}

const sorts: readonly ((index: number) => Condition)[] = [
  (index) => ({ field: `traits.t${index}`, op: 'eq', type: '', value: 'v'.repeat(40) }),
  (index) => ({ field: 'traits.a', op: 'ne', type: 'integer', value: String(index) }),
  (index) => ({ field: 'traits.a', op: 'ne', type: 'float', value: `${index}.0000001` }),
  (index) => ({ field: 'traits.a', op: 'ne', type: '', value: `v${index}` }),
  (index) => ({ field: 'event_type', op: 'ne', type: '', value: `v${index}` }),
  (index) => ({ field: `raw.a${index}`, op: 'eq', type: 'integer', value: String(index) }),
];

test('twice the conditions are read at most 2.5 times as often', () => {
  expect.hasAssertions();
  const sort = fc.constantFrom(...sorts);
  fc.assert(
    fc.property(sort, fc.integer({ min: 20, max: 400 }), (conditionAt, count) => {
      const readsOf = (size: number) => {
        const { query, reads } = countingConditions(
          Array.from({ length: size }, (_, index) => conditionAt(index)),
        );
        compileEventRule({ eventType: '*', query }, 'p1');
        return reads.count;
      };
      expect(readsOf(2 * count)).toBeLessThanOrEqual(2.5 * readsOf(count));
    }),
    { numRuns: propertyRuns(40) },
  );
});

test('twice the constraints are measured at most 2.5 times as much', () => {
  expect.hasAssertions();
  const lengths = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 20, maxLength: 200 });
  fc.assert(
    fc.property(lengths, (once) => {
      expect(measuredOf([...once, ...once])).toBeLessThanOrEqual(2.5 * measuredOf(once));
    }),
    { numRuns: propertyRuns(60) },
  );
});

test('as few constraints are left out as possible, the longest first and of equal ones the last', () => {
  expect.hasAssertions();
  const lengths = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 30 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 2, max: 900 }), (all, limit) => {
      const { constraints } = countingConstraints(all);
      expect(JSON.stringify(fitted([], constraints, limit))).toBe(
        JSON.stringify(oneByOne(constraints, limit)),
      );
    }),
    { numRuns: propertyRuns(200) },
  );
});

function measuredOf(all: readonly number[]): number {
  const { constraints, measured } = countingConstraints(all);
  fitted([], constraints, 2048);
  return measured.characters;
}

const lengthOf = (value: unknown): number => utf8Length(JSON.stringify(value));

/** The same, by leaving out one constraint at a time. */
function oneByOne(constraints: readonly Constraint[], limit: number) {
  let kept = constraints;
  while (kept.length > 0 && lengthOf(patternOf(kept)) > limit) {
    const longest = Math.max(...kept.map(lengthOf));
    kept = kept.toSpliced(
      kept.findLastIndex((each) => lengthOf(each) === longest),
      1,
    );
  }
  return patternOf(kept);
}
