import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition, EventRule } from '../../../../functions/events/core/event-rule.ts';
import { readNotification } from '../../../../functions/events/core/read-notification.ts';
import type { AlarmState } from '../../../../functions/alarming/core/alarm.ts';
import { firesOn } from '../../../../functions/alarming/core/decision/fire-alarm.ts';
import { hits } from '../../../../functions/alarming/core/decision/hits.ts';
import { judge } from '../../../../functions/alarming/core/decision/judge.ts';
import { explain } from '../../../../functions/alarming/core/explain/explanation.ts';
import { explanationWords } from '../../../../functions/alarming/core/explain/explanation-words.ts';
import { conditionHint, typeHint } from '../../../../functions/alarming/core/explain/hint.ts';
import {
  conditionWords,
  typeWords,
} from '../../../../functions/alarming/core/explain/part-words.ts';
import { cut, shownValue } from '../../../../functions/alarming/core/explain/shown-value.ts';
import { loads } from '../../../../functions/platform/core/python-json.ts';
import {
  eventText,
  glob,
  rule,
  traitCondition,
} from '../../../events/support/notification-arbitrary.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import { aFiring, anAlarm } from '../../support/alarm.ts';

const read = (text: string) => {
  const reading = readNotification(loads(text));
  if (reading.kind === 'refused') throw new Error(reading.reason);
  return reading.notification;
};
const notification = eventText.map(read);
const rules = fc.oneof(
  rule,
  fc
    .array(traitCondition, { minLength: 1, maxLength: 2 })
    .map((query): EventRule => ({ eventType: '*', query })),
  glob.map((eventType): EventRule => ({ eventType, query: [] })),
);
const alarm = fc
  .record({
    event: rules,
    enabled: fc.boolean(),
    state: fc.constantFrom<AlarmState>('ok', 'alarm', 'insufficient data'),
    repeatActions: fc.constantFrom(true, false, null),
    projectId: fc.constantFrom('p1', 'p1', 'p1', 'p2'),
  })
  .map(({ event, ...rest }) => anAlarm({ ...rest, rule: { type: 'event', event } }));

const settlement = { kind: 'unknown' } as const;
const asked = { settlement, acceptedAt: undefined, when: 'now' } as const;

test('G-a: an event would fire an alarm if and only if the evaluator fires it and it has not counted', () => {
  let fires = 0;
  fc.assert(
    fc.property(alarm, notification, fc.boolean(), (each, event, hasCounted) => {
      const counted = hasCounted ? aFiring(each) : undefined;
      const { would, verdict } = explain({ ...asked, alarm: each, notification: event, counted });
      const expected = firesOn(each, event) && !hasCounted;
      if (expected) fires += 1;
      expect(would).toBe(expected ? 'fire' : 'nothing');
      expect(verdict === 'fires').toBe(expected);
    }),
    { numRuns: propertyRuns(3000) },
  );
  expect(fires).toBeGreaterThan(0);
});

test('G-c: words contain what was found and what was expected', () => {
  let compared = 0;
  fc.assert(
    fc.property(rules, notification, (eventRule, event) => {
      const { type, conditions } = judge(eventRule, event);
      expect(typeWords(type)).toContain(cut(type.found));
      expect(typeWords(type)).toContain(cut(type.expected));
      for (const part of conditions) {
        const words = conditionWords(part);
        expect(words).toContain(cut(part.condition.field));
        const found = part.found ? shownValue(part.found).value : part.condition.field;
        expect(words).toContain(cut(found));
        const given = part.code === 'unreadable-condition' || part.code === 'boolean-has-no-order';
        const expected = part.expected && shownValue(part.expected).value;
        expect(words).toContain(given ? cut(part.condition.value) : expected);
        if (part.found && part.expected) compared += 1;
      }
    }),
    { numRuns: propertyRuns(2000) },
  );
  expect(compared).toBeGreaterThan(0);
});

const ops = new Map<string, Condition['op']>([
  ['>=', 'ge'],
  ['<=', 'le'],
  ['!=', 'ne'],
  ['>', 'gt'],
  ['<', 'lt'],
  ['=', 'eq'],
]);
const types = ['', 'string', 'integer', 'float', 'boolean', 'datetime'] as const;

/** As the client reads `--query` (`cli_to_array`). */
function inQuery(text: string): readonly Condition[] {
  return text.split(';').map((part) => {
    const [, field = '', sign = '', rest = ''] = /^(.*?)(>=|<=|!=|>|<|=)(.*)$/su.exec(part) ?? [];
    const at = rest.indexOf('::');
    const type = types.find((each) => each === (at < 0 ? '' : rest.slice(0, at)));
    const op = ops.get(sign);
    if (op === undefined || type === undefined) throw new Error(`unreadable: ${part}`);
    return { field, op, type, value: at < 0 ? rest : rest.slice(at + 2) };
  });
}

test('G-e: a hint is given only where its part holds when it is applied', () => {
  let hints = 0;
  fc.assert(
    fc.property(rules, notification, (eventRule, event) => {
      const { type, conditions } = judge(eventRule, event);
      const hinted = typeHint(type) ?? type.found;
      expect(hits({ eventType: hinted === type.found ? '*' : hinted, query: [] }, event)).toBe(
        true,
      );
      for (const part of conditions) {
        const hint = conditionHint(part, event);
        if (hint === undefined) continue;
        hints += 1;
        expect(part.holds).toBe(false);
        expect(hits({ eventType: '*', query: inQuery(hint) }, event)).toBe(true);
      }
    }),
    { numRuns: propertyRuns(5000) },
  );
  expect(hints).toBeGreaterThan(0);
});

const example = read(
  '{"message_id":"m1","event_type":"compute.instance.create.end","traits":[["project_id",1,"p1"],' +
    '["memory_mb",2,512],["vcpus",2,2],["load",3,1.5],["ok",1,true]],"raw":{"order":{"id":"7","n":3}}}',
);

const query = (condition: Partial<Condition>) =>
  anAlarm({
    rule: {
      type: 'event',
      event: {
        eventType: '*',
        query: [{ field: 'traits.memory_mb', op: 'eq', type: '', value: '512', ...condition }],
      },
    },
  });
const words = (each: ReturnType<typeof anAlarm>) =>
  explanationWords(explain({ ...asked, alarm: each, notification: example, counted: undefined }));

const partOf = (field: string, op: Condition['op'], type: Condition['type'], value: string) => {
  const condition = { field, op, type, value };
  const [part] = judge({ eventType: '*', query: [condition] }, example).conditions;
  if (!part) throw new Error('no part');
  return { holds: part.holds, code: part.code, hint: conditionHint(part, example) };
};

describe('the worked examples', () => {
  test.each([
    ['compute.instance.create', 'type-has-suffix', 'compute.instance.create.*'],
    ['compute.instance.creat', 'type-has-suffix', 'compute.instance.creat*'],
    ['COMPUTE.*', 'other-type', undefined],
  ])('the type %s', (eventType, code, hint) => {
    const { type } = judge({ eventType, query: [] }, example);
    expect({ holds: type.holds, code: type.code, hint: typeHint(type) }).toEqual({
      holds: false,
      code,
      hint,
    });
  });

  test.each([
    ['traits.memory_mb', 'eq', '', '512', false, 'other-kind', 'traits.memory_mb=integer::512'],
    ['traits.memory_mb', 'eq', 'integer', '512', true, 'compared', undefined],
    ['traits.memory_mb', 'eq', 'float', '512', true, 'compared', undefined],
    ['traits.load', 'eq', '', '1.5', false, 'other-kind', 'traits.load=float::1.5'],
    ['raw.order.id', 'gt', 'integer', '5', false, 'other-kind', 'raw.order.id>string::5'],
    ['traits.zz', 'ne', '', 'error', true, 'missing', undefined],
    ['traits.zz', 'gt', 'integer', '1', false, 'missing', undefined],
    ['traits.vcpus', 'ge', 'integer', '4', false, 'compared', undefined],
    ['traits.ok', 'eq', 'boolean', 'true', true, 'compared', undefined],
    ['traits.ok', 'gt', 'boolean', 'true', false, 'boolean-has-no-order', undefined],
    ['traits.vcpus', 'eq', 'integer', 'x', false, 'unreadable-condition', undefined],
  ] as const)('%s %s %s::%s', (field, op, type, value, holds, code, hint) => {
    expect(partOf(field, op, type, value)).toEqual({ holds, code, hint });
  });

  test('are told in words', () => {
    expect(words(query({}))).toBe(
      'Nothing happens: traits.memory_mb is the integer 512, and the text 512 never equals a number.',
    );
    expect(words(query({ type: 'integer', op: 'gt' }))).toBe(
      'Nothing happens: traits.memory_mb is the integer 512, which is not greater than the integer 512.',
    );
    expect(words(query({ field: 'traits.zz', type: 'integer' }))).toBe(
      'Nothing happens: The event has no traits.zz that could be equal to the integer 512.',
    );
    expect(words(anAlarm())).toBe('It fires, and its state goes from insufficient data to alarm.');
    expect(words(anAlarm({ state: 'alarm', repeatActions: true }))).toBe(
      'It fires again, because it repeats its actions.',
    );
  });
});

describe('a rule on the bus', () => {
  const event = read('{"message_id":"m1","event_type":"a","traits":[["project_id",1,"p1"]]}');
  const settledAt = '2026-01-01T00:01:00.000000Z';
  const outcome = (acceptedAt: string, when: 'now' | 'then') => {
    const { would, reasons } = explain({
      alarm: anAlarm(),
      settlement: { kind: 'settled', at: settledAt },
      notification: event,
      acceptedAt,
      counted: undefined,
      when,
    });
    const [reason] = reasons;
    return [would, reason?.code === 'rule-not-effective' ? reason.certainty : undefined];
  };

  test.each([
    ['2026-01-01T00:00:59.000000Z', 'then', 'nothing', 'certain'],
    ['2026-01-01T00:00:59.000000Z', 'now', 'fire', 'certain'],
    ['2026-01-01T00:01:30.000000Z', 'then', 'fire', 'maybe'],
    ['2026-01-01T00:02:00.000000Z', 'then', 'fire', undefined],
  ] as const)('settled at 00:01, an event of %s, %s', (acceptedAt, when, would, certainty) => {
    expect(outcome(acceptedAt, when)).toEqual([would, certainty]);
  });
});
