import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alarm } from '../../../../functions/alarming/core/alarm.ts';
import { instantOf } from '../../../../functions/platform/core/instant.ts';
import { byCodePoint } from '../../../../functions/platform/core/python-json.ts';
import { alarmAttributes } from '../../../../functions/alarming/core/query/record-attribute.ts';
import {
  type Comparison,
  holdsFor,
  type Query,
} from '../../../../functions/alarming/core/query/record-query.ts';
import { readFilterExpression } from '../../../../functions/alarming/http/read-filter-expression.ts';
import { anAlarm } from '../../support/alarm.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

/** A filter as a client writes it, and a predicate for the alarms that it selects. */
interface Written {
  readonly json: { readonly [operator: string]: unknown };
  readonly keeps: (alarm: Alarm) => boolean;
}

const names = ['', 'a', 'ab', 'b', '😀', '\uffff'];
const moments = [1, 2, 3].map((second) => instantOf(second * 1000));

const orders: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '=<': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '=>': (order) => order >= 0,
};
const operator = fc.constantFrom(...Object.keys(orders));

const leaf: fc.Arbitrary<Written> = fc.oneof(
  fc.tuple(operator, fc.constantFrom(...names)).map(([op, value]) => ({
    json: { [op]: { name: value } },
    keeps: ({ name }: Alarm) => orders[op]?.(byCodePoint(name, value)) ?? false,
  })),
  fc.tuple(operator, fc.constantFrom(...moments)).map(([op, value]) => ({
    json: { [op]: { timestamp: value } },
    keeps: ({ updatedAt }: Alarm) =>
      orders[op]?.(Date.parse(updatedAt) - Date.parse(value)) ?? false,
  })),
  fc.tuple(fc.constantFrom('=', '!='), fc.boolean()).map(([op, value]) => ({
    json: { [op]: { enabled: value } },
    keeps: ({ enabled }: Alarm) => (enabled === value) === (op === '='),
  })),
  fc.subarray(names, { minLength: 1 }).map((values) => ({
    json: { In: { name: values } },
    keeps: ({ name }: Alarm) => values.includes(name),
  })),
  fc.constantFrom('a', '^a$', 'b|^$').map((source) => ({
    json: { '=~': { name: source } },
    keeps: ({ name }: Alarm) => new RegExp(source).test(name),
  })),
);

const written = fc.letrec<{ expression: Written }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('expression'), { minLength: 2, maxLength: 3 }).map((parts) => ({
      json: { and: parts.map(({ json }) => json) },
      keeps: (alarm: Alarm) => parts.every(({ keeps }) => keeps(alarm)),
    })),
    fc.array(tie('expression'), { minLength: 2, maxLength: 3 }).map((parts) => ({
      json: { OR: parts.map(({ json }) => json) },
      keeps: (alarm: Alarm) => parts.some(({ keeps }) => keeps(alarm)),
    })),
    tie('expression').map(({ json, keeps }) => ({
      json: { not: json },
      keeps: (alarm: Alarm) => !keeps(alarm),
    })),
  ),
})).expression;

const alarm = fc
  .record({
    name: fc.constantFrom(...names),
    enabled: fc.boolean(),
    updatedAt: fc.constantFrom(...moments),
  })
  .map((over) => anAlarm(over));

describe('a query', () => {
  test('selects the alarms that its grammar says', () => {
    fc.assert(
      fc.property(written, fc.array(alarm, { maxLength: 6 }), ({ json, keeps }, alarms) => {
        const query = readFilterExpression(JSON.parse(JSON.stringify(json)), alarmAttributes);
        const found = alarms.filter((candidate) => holdsFor(query, alarmAttributes, candidate));
        expect(found).toEqual(alarms.filter(keeps));
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test.each<[Comparison, string, string | number | boolean, boolean]>([
    ['=', 'enabled', 'True', true],
    ['=', 'enabled', 1, true],
    ['=', 'enabled', 'perhaps', false],
    ['!=', 'enabled', 'perhaps', true],
    ['=', 'name', 7, true],
    ['>', 'name', 6.5, true],
    ['<', 'name', true, false],
    ['=', 'repeat_actions', false, false],
    ['!=', 'repeat_actions', false, true],
    ['=', 'state_timestamp', 5, false],
    ['=', 'ok_actions', '["http://a"]', true],
  ])('%s on %s with %j is %j', (op, name, value, found) => {
    const subject = anAlarm({ name: '7', repeatActions: null, okActions: ['http://a'] });
    const query: Query = { kind: 'compare', op, name, value };
    expect(holdsFor(query, alarmAttributes, subject)).toBe(found);
  });
});
