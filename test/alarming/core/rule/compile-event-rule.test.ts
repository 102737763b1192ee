import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesPattern } from '../../../fakes/pattern-matcher.ts';
import { busSource } from '../../../../functions/contract/bus-event.ts';
import type { Condition, EventRule } from '../../../../functions/events/core/event-rule.ts';
import { toBusDetail } from '../../../../functions/events/core/bus-detail.ts';
import {
  compileEventRule,
  widestPattern,
} from '../../../../functions/alarming/core/rule/compile-event-rule.ts';
import { eventBridgeLimits } from '../../../../functions/events/core/event-bridge-limits.ts';
import { hits } from '../../../../functions/alarming/core/decision/hits.ts';
import { loads } from '../../../../functions/platform/core/python-json.ts';
import { readNotification } from '../../../../functions/events/core/read-notification.ts';
import { utf8Length } from '../../../../functions/platform/core/utf8-length.ts';
import { eventText, rule } from '../../../events/support/notification-arbitrary.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

function onTheBus(event: string) {
  const reading = readNotification(loads(event));
  if (reading.kind === 'refused') throw new Error(reading.reason);
  const { notification } = reading;
  return { notification, entry: { source: busSource, detail: toBusDetail(notification, 'a1') } };
}

const matches = (eventRule: EventRule, event: string) =>
  matchesPattern(compileEventRule(eventRule, 'p1'), onTheBus(event).entry);

const event = (traits: string, type = 'compute.instance.create') =>
  `{"message_id":"m1","event_type":"${type}","traits":[["project_id",1,"p1"]${traits && `,${traits}`}],
    "generated":"2017-10-03T18:52:27"}`;

const when = (field: string, op: Condition['op'], type: Condition['type'], value: string) => ({
  eventType: '*',
  query: [{ field, op, type, value }],
});

describe('a compiled rule', () => {
  test('matches every event that the exact evaluation accepts', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(rule, eventText, (eventRule, text) => {
        const { notification, entry } = onTheBus(text);
        const matched = matchesPattern(compileEventRule(eventRule, 'p1'), entry);
        expect(matched || !hits(eventRule, notification)).toBe(true);
      }),
      { numRuns: propertyRuns(1500) },
    );
  });

  test('fits the limits, however long the rule is', () => {
    const long = fc.record({
      eventType: fc.string({ maxLength: 3000, unit: 'binary' }),
      query: fc.array(
        fc.record({
          field: fc.string({ maxLength: 300 }).map((name) => `traits.${name}`),
          op: fc.constantFrom<Condition['op']>('eq', 'ne', 'gt'),
          type: fc.constantFrom<Condition['type']>('', 'integer', 'float'),
          value: fc.oneof(fc.string({ maxLength: 3000, unit: 'binary' }), fc.bigInt().map(String)),
        }),
        { maxLength: 60 },
      ),
    });
    fc.assert(
      fc.property(long, (eventRule) => {
        const text = JSON.stringify(compileEventRule(eventRule, 'p'.repeat(64)));
        expect(utf8Length(text)).toBeLessThanOrEqual(eventBridgeLimits.patternCharacters);
        expect(text).not.toContain('wildcard');
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  test('only requires the project if nothing else fits', () => {
    const query = [
      { field: `traits.${'x'.repeat(2000)}`, op: 'eq', type: '', value: '1' },
    ] as const;
    expect(compileEventRule({ eventType: '*', query }, 'p1')).toEqual(widestPattern('p1'));
  });

  test('does not match other projects and other sources', () => {
    const { entry } = onTheBus(event(''));
    const anything = { eventType: '*', query: [] };
    expect(matchesPattern(compileEventRule(anything, 'p2'), entry)).toBe(false);
    expect(matchesPattern(compileEventRule(anything, 'p1'), { ...entry, source: 'aws.ec2' })).toBe(
      false,
    );
  });
});

/** Pairs of rule and event that a less exact pattern would match. */
const asleep: readonly (readonly [string, EventRule, string])[] = [
  ['a literal type', { eventType: 'compute', query: [] }, event('')],
  ['a beginning', { eventType: 'image.*', query: [] }, event('')],
  ['an end', { eventType: '*.end', query: [] }, event('')],
  ['both ends', { eventType: 'compute.*.end', query: [] }, event('')],
  ['ends that would overlap', { eventType: 'ab*ba', query: [] }, event('', 'aba')],
  ['a set', { eventType: 'compute.instance.[de]*', query: [] }, event('')],
  ['any one character', { eventType: 'a?', query: [] }, event('', 'abb')],
  ['a set that holds nothing', { eventType: '[b-a]', query: [] }, event('')],
  ['text of another value', when('traits.a', 'eq', '', '1'), event('["a",1,"2"]')],
  ['text against a number', when('traits.a', 'eq', '', '1'), event('["a",2,1]')],
  ['the very text excluded', when('traits.a', 'ne', '', '1'), event('["a",1,"1"]')],
  ['a short text that is no greater', when('traits.a', 'gt', '', '9'), event('["a",1,"10"]')],
  ['a text that is the bound', when('traits.a', 'gt', '', 'abc'), event('["a",1,"abc"]')],
  ['a missing trait', when('traits.a', 'eq', '', '1'), event('')],
  ['a missing trait, ordered', when('traits.a', 'gt', 'integer', '1'), event('')],
  ['a number that is no greater', when('traits.a', 'gt', 'integer', '9'), event('["a",2,9]')],
  ['a number just below', when('traits.a', 'eq', 'integer', '9'), event('["a",3,8.9999999]')],
  ['the very number excluded', when('traits.a', 'ne', 'float', '0.1'), event('["a",3,0.1]')],
  [
    'a neighbour beyond 2^53',
    when('traits.a', 'eq', 'integer', '9007199254740993'),
    event('["a",2,9007199254740992]'),
  ],
  [
    'the very large number excluded',
    when('traits.a', 'ne', 'integer', '9007199254740993'),
    event('["a",2,9007199254740993]'),
  ],
  ['NaN, which equals nothing', when('traits.a', 'eq', 'float', 'nan'), event('["a",3,"nan"]')],
  ['NaN, which is not ordered', when('traits.a', 'lt', 'float', '1'), event('["a",3,"nan"]')],
  [
    'another microsecond',
    when('traits.a', 'eq', 'datetime', '2017-10-03T18:52:27.123456'),
    event('["a",4,"2017-10-03T18:52:27.123457"]'),
  ],
  [
    'an earlier instant in another zone',
    when('traits.a', 'gt', 'datetime', '2017-10-03T18:52:27'),
    event('["a",4,"2017-10-03T20:52:27+02:00"]'),
  ],
  ['the other boolean', when('traits.a', 'eq', 'boolean', 'true'), event('["a",1,false]')],
  ['another event type by condition', when('event_type', 'eq', '', 'compute'), event('')],
  ['the type excluded', when('event_type', 'ne', '', 'compute.instance.create'), event('')],
  ['another id', when('message_id', 'eq', '', 'm2'), event('')],
  ['an earlier event', when('generated', 'gt', 'datetime', '2018-01-01'), event('')],
  [
    'outside of a range',
    {
      eventType: '*',
      query: [
        { field: 'traits.a', op: 'gt', type: 'integer', value: '1' },
        { field: 'traits.a', op: 'lt', type: 'integer', value: '5' },
      ],
    },
    event('["a",2,5]'),
  ],
  [
    'a rule that contradicts itself',
    {
      eventType: '*',
      query: [
        { field: 'traits.a', op: 'gt', type: 'integer', value: '5' },
        { field: 'traits.a', op: 'lt', type: 'integer', value: '5' },
      ],
    },
    event('["a",2,5]'),
  ],
];

describe('a pattern does not match', () => {
  test.each(asleep)('%s', (_, eventRule, text) => {
    expect(matches(eventRule, text)).toBe(false);
  });
});
