import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOfRule, keysOfEvent, valueText } from '../../../functions/events/core/candidate-key.ts';
import { eventMatcher } from '../../../functions/events/core/event-match.ts';
import type { Condition, EventRule } from '../../../functions/events/core/event-rule.ts';
import type { Notification, TraitValue } from '../../../functions/events/core/notification.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { compares, traitValue } from '../../../functions/events/core/trait.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { anyEventText, eventText, rule } from '../support/notification-arbitrary.ts';

function notificationOf(text: string): Notification | undefined {
  const reading = readNotification(loads(text));
  return reading.kind === 'read' ? reading.notification : undefined;
}

const isFound = (event: EventRule, notification: Notification): boolean => {
  const key = keyOfRule(event);
  // As a reader that knows the shapes that exist asks.
  const keys = keysOfEvent(notification, (shape) => shape === key?.shape);
  return key !== undefined && keys.some(({ text }) => text === key.text);
};

/** Few names and values, so that rules often hit: numbers of every spelling, instants, booleans, texts. */
const values = [
  ['string', '1', '1'],
  ['boolean', '"True"', 'true'],
  ['string', '"True"', 'True'],
  ['string', '""', ''],
  ['string', '"a.b"', 'a.b'],
  ['string', '"\\ud800"', '\ud800'],
  ['integer', '1', '1'],
  ['integer', '-0', '-0'],
  ['integer', '10000000000000000000', '10000000000000000000'],
  ['float', '1.0', '1.0'],
  ['float', '-0.0', '-0.0'],
  ['float', '1e19', '1e19'],
  ['float', '"nan"', 'nan'],
  ['float', '"inf"', 'inf'],
  ['float', '9007199254740993.0', '9007199254740993'],
  ['integer', '9007199254740993', '9007199254740993'],
  ['float', '1.5', '1.50'],
  ['datetime', '"2026-11-27T10:00:00"', '2026-11-27T10:00:00'],
  ['datetime', '"2026-11-27T10:00:00+00:00"', '2026-11-27T12:00:00+02:00'],
  ['datetime', '"2026-11-27 12:00:00.000001+02:00"', '2026-11-27T10:00:00.000001'],
] as const;
const value = fc.constantFrom(...values);
const name = fc.constantFrom('x', 'y', 'state', 'instance_id', 'project_id', 'a.b', '');
const types = ['a', 'a.b', 'a.b.c', '.a', 'a..b', 'a.', 'A.B', 'b.a.c', 'é.a', 'a.b.c.d'];
const globs = [
  '*',
  'a.*',
  '*.b',
  '?.b',
  '[ab].*',
  '*a*',
  'a.*.c',
  '*..b',
  'a.[',
  '*.b.*',
  'a*',
  '*.',
  '[!a].a.c',
  'a.b*',
  'a[.]b.*',
  '*b.c',
  '*.c',
  'a?b.c',
  '**',
  '[b-a]',
  'a.b.[c]',
  '*.b.c.*',
];
const oddRule: fc.Arbitrary<EventRule> = fc.record({
  eventType: fc.constantFrom(...types, ...globs),
  query: fc.array(
    fc
      .tuple(
        fc.oneof(
          { weight: 9, arbitrary: name.map((each) => `traits.${each}`) },
          { weight: 1, arbitrary: fc.constantFrom('event_type', 'raw.x', 'message_id') },
        ),
        fc.constantFrom<Condition['op']>('eq', 'eq', 'eq', 'ne', 'gt', 'le'),
        value,
        fc.constantFrom<Condition['type'] | undefined>(undefined, undefined, '', 'boolean'),
      )
      .map(([field, op, [type, , text], other]) => ({
        field,
        op,
        type: other ?? type,
        value: text,
      })),
    { maxLength: 3 },
  ),
});
const oddEvent = fc
  .tuple(
    fc.constantFrom(...types),
    fc.array(
      fc
        .tuple(name, value)
        .map(
          ([each, [type, json]]) =>
            `[${JSON.stringify(each)},"${type === 'boolean' ? 'string' : type}",${json}]`,
        ),
      { maxLength: 5 },
    ),
  )
  .map(
    ([type, traits]) =>
      `{"message_id":"m1","event_type":${JSON.stringify(type)},"raw":{"x":1},` +
      `"traits":[${['["tenant_id",1,"p1"]', ...traits].join(',')}]}`,
  );

/** True unless the event hits and is not found. */
const law = (event: EventRule, text: string): boolean => {
  const notification = notificationOf(text);
  return !notification || !eventMatcher(event)(notification) || isFound(event, notification);
};

describe('the candidates of an event contain every alarm that hits', () => {
  test('with the rules and events of the parity tests', () => {
    const events = fc.oneof(eventText, anyEventText);
    const check = () =>
      fc.assert(fc.property(rule, events, law), { numRuns: propertyRuns(20_000) });
    expect(check).not.toThrow();
  });

  test('with few values, so that most rules hit', () => {
    let hit = 0;
    fc.assert(
      fc.property(oddRule, oddEvent, (event, text) => {
        const notification = notificationOf(text);
        if (notification && eventMatcher(event)(notification)) hit += 1;
        return law(event, text);
      }),
      { numRuns: propertyRuns(30_000) },
    );
    expect(hit).toBeGreaterThan(propertyRuns(30_000) / 50);
  });
});

test('two values have the same text if and only if they are equal', () => {
  const read = values.flatMap(([type, json]): readonly TraitValue[] => {
    const converted = traitValue(type === 'boolean' ? 'string' : type, loads(json));
    return converted ? [converted] : [];
  });
  expect(read).toHaveLength(values.length);
  for (const left of read)
    for (const right of read) {
      const same = valueText(left) !== undefined && valueText(left) === valueText(right);
      expect({ left, right, same }).toEqual({ left, right, same: compares(left, 'eq', right) });
    }
});

test.each([
  // The most selective equality, whatever its position.
  [
    'a.b',
    [
      ['state', '1'],
      ['instance_id', '2'],
    ],
    ['G', 'instance_id', 's2'],
  ],
  ['a.b', [['result', '2']], ['T', 'a.b', 'result', 's2']],
  // A host is one thing, as an id is: rules of every type for it are under one key.
  ['a.b', [['host', '2']], ['G', 'host', 's2']],
  [
    'a.*',
    [
      ['project_id', '1'],
      ['host', '2'],
    ],
    ['G', 'host', 's2'],
  ],
  ['a.b', [], ['T', 'a.b']],
  ['app7.job.*', [], ['P', 'app7.job.']],
  ['*.appN.failed', [], ['S', 'failed']],
  ['*.application.x', [], ['S', 'application']],
  ['*ab*', [], ['A']],
] as const)('a rule for %s with %j is found by %j', (eventType, equalities, key) => {
  const query = equalities.map(([field, text]) => ({
    field: `traits.${field}`,
    op: 'eq' as const,
    type: '' as const,
    value: text,
  }));
  expect(JSON.parse(keyOfRule({ eventType, query })?.text ?? '')).toEqual(key);
});

test('an event is also asked for the keys by type that rules for a host once had', () => {
  const traits = new Map([['host', { kind: 'text', text: '2' } as const]]);
  const keys = keysOfEvent({ eventType: 'a.b', traits }, () => true).map(({ text }) => text);
  expect(keys).toContain('["G","host","s2"]');
  expect(keys).toContain('["T","a.b","host","s2"]');
});

test('a rule that no event can match has no key', () => {
  const query = [{ field: 'traits.a', op: 'eq', type: 'integer', value: 'x' }] as const;
  expect(keyOfRule({ eventType: 'a', query })).toBeUndefined();
  const nan = [{ field: 'traits.a', op: 'eq', type: 'float', value: 'nan' }] as const;
  expect(keyOfRule({ eventType: 'a', query: nan })).toBeUndefined();
});
