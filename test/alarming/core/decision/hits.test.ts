import { describe, expect, test } from 'vitest';
import type { Condition, EventRule } from '../../../../functions/events/core/event-rule.ts';
import { hits } from '../../../../functions/alarming/core/decision/hits.ts';
import { loads } from '../../../../functions/platform/core/python-json.ts';
import { readNotification } from '../../../../functions/events/core/read-notification.ts';
import { anAlarm } from '../../support/alarm.ts';
import { anEvent, eventWorld } from '../../../events/support/event-world.ts';

const where = (
  field: string,
  op: Condition['op'],
  value: string,
  type: Condition['type'] = '',
): Condition => ({ field, op, type, value });
const type = (eventType: string): EventRule => ({ eventType, query: [] });
const query = (...conditions: readonly Condition[]): EventRule => ({
  eventType: '*',
  query: conditions,
});
const trait = (text: string) => anEvent({ traits: `["project_id",1,"p1"],${text}` });

/** The numbered examples of Aodh's semantics, with the outcomes expected of Taibai. */
const examples: readonly (readonly [string, EventRule, string, boolean])[] = [
  ['1', type('*'), anEvent(), true],
  ['4, another project', type('*'), anEvent({ traits: '["project_id",1,"p2"]' }), false],
  ['4, no project', type('*'), anEvent({ traits: '' }), false],
  ['5', type('*'), anEvent({ traits: '["tenant_id",1,"p1"]' }), true],
  ['6', type('compute.instance.*'), anEvent({ type: 'compute.instance' }), false],
  ['7', type('compute'), anEvent(), false],
  ['8', type('COMPUTE.*'), anEvent(), false],
  ['9', type('compute.instance.[cd]*'), anEvent(), true],
  ['10, a text', query(where('traits.a', 'eq', '1')), trait('["a",1,"1"]'), true],
  ['10, an integer', query(where('traits.a', 'eq', '1')), trait('["a",2,1]'), false],
  ['11, an integer', query(where('traits.a', 'eq', '1', 'integer')), trait('["a",2,"1"]'), true],
  ['11, a float', query(where('traits.a', 'eq', '1', 'integer')), trait('["a",3,1.0]'), true],
  ['11, a text', query(where('traits.a', 'eq', '1', 'integer')), trait('["a",1,"1"]'), false],
  ['12', query(where('traits.a', 'gt', '9')), trait('["a",1,"10"]'), false],
  ['13, an integer', query(where('traits.a', 'gt', '9', 'integer')), trait('["a",2,10]'), true],
  ['13, a text', query(where('traits.a', 'gt', '9', 'integer')), trait('["a",1,"10"]'), false],
  ['14', query(where('traits.zz', 'ne', '1')), anEvent(), true],
  ['15', query(where('traits.zz', 'gt', '1', 'integer')), anEvent(), false],
  [
    '16',
    query(where('traits.a', 'eq', '1'), where('traits.b', 'eq', '3')),
    trait('["a",1,"1"],["b",1,"2"]'),
    false,
  ],
  [
    '17, which the documentation means to fire',
    query(where('event_type', 'eq', 'compute.instance.create')),
    anEvent(),
    true,
  ],
  [
    '18, where booleans work',
    query(where('traits.b', 'eq', 'true', 'boolean')),
    trait('["b",1,true]'),
    true,
  ],
  [
    '18, the other boolean',
    query(where('traits.b', 'eq', 'true', 'boolean')),
    trait('["b",1,false]'),
    false,
  ],
];

describe('the worked examples on the exact evaluation', () => {
  const ofProject = examples.filter(([name]) => !name.startsWith('4'));
  test.each(ofProject)('%s', (_, rule, event, outcome) => {
    const reading = readNotification(loads(event));
    expect(reading.kind === 'read' && hits(rule, reading.notification)).toBe(outcome);
  });
});

describe('the worked examples through bus and evaluator', () => {
  test.each(examples)('%s', async (_, event, text, outcome) => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm({ rule: { type: 'event', event } }));
    await world.publish(text);
    expect(await world.transitions(alarm)).toHaveLength(outcome ? 1 : 0);
  });

  test('2: the same event three times fires once', async () => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm());
    await world.publish(anEvent(), anEvent(), anEvent());
    expect(await world.transitions(alarm)).toHaveLength(1);
    expect(world.effects().deliveries).toHaveLength(1);
  });

  test('3: an alarm that repeats fires on each of three ids', async () => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm({ repeatActions: true }));
    await world.publish(anEvent({ id: 'm1' }), anEvent({ id: 'm2' }), anEvent({ id: 'm3' }));
    expect(await world.transitions(alarm)).toHaveLength(3);
    const bodies = world.ports.deliveryQueue.sent.map(({ message }) =>
      'text' in message.body ? /"previous": "([^"]*)"/.exec(message.body.text)?.[1] : '',
    );
    expect(bodies).toEqual(['insufficient data', 'alarm', 'alarm']);
  });

  test('18: an alarm with an unreadable condition does not affect others', async () => {
    const world = eventWorld();
    const broken = query(where('traits.b', 'gt', 'maybe', 'boolean'));
    const poisoned = await world.add(anAlarm({ rule: { type: 'event', event: broken } }));
    const alarm = await world.add(anAlarm());
    await world.publish(anEvent());
    expect(await world.transitions(poisoned)).toHaveLength(0);
    expect(await world.transitions(alarm)).toHaveLength(1);
  });

  test('19: time constraints do not apply', async () => {
    const world = eventWorld();
    const never = {
      name: 'n',
      description: '',
      start: '0 0 1 1 *',
      durationSeconds: 1,
      timezone: '',
    };
    const alarm = await world.add(anAlarm({ timeConstraints: [never] }));
    await world.publish(anEvent());
    expect(await world.transitions(alarm)).toHaveLength(1);
  });

  test.each([
    ['20', '{}'],
    ['21', trait('["x",2,"abc"]')],
  ])('%s: a malformed event does not keep the next one from firing', async (_, malformed) => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm());
    await world.publish(malformed, anEvent());
    expect(await world.transitions(alarm)).toHaveLength(1);
  });

  test.each([
    ['disabled', { enabled: false }],
    ['in alarm', { state: 'alarm' as const }],
  ])('22: an alarm that is %s does nothing', async (_, over) => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm(over));
    await world.publish(anEvent());
    expect(await world.transitions(alarm)).toHaveLength(0);
  });
});

describe('a path into the body', () => {
  const body = anEvent().replace('"raw":{}', '"raw":{"n":5,"deep":{"ok":true,"none":null}}');
  test.each([
    ['raw.n', 'eq', '5', 'integer', true],
    ['raw.n', 'eq', '5', '', false],
    ['raw.deep.ok', 'eq', 'TRUE', 'boolean', true],
    ['raw.deep.none', 'eq', 'None', '', false],
    ['raw.absent.x', 'ne', '1', '', true],
    ['generated', 'gt', '2017-10-03T12:02:38+02:00', 'datetime', true],
    ['generated', 'lt', '2017-10-04', '', true],
    ['message_id', 'eq', 'm1', '', true],
  ] as const)('%s %s %s (%s): %s', (field, op, value, kind, outcome) => {
    const reading = readNotification(loads(body));
    expect(
      reading.kind === 'read' && hits(query(where(field, op, value, kind)), reading.notification),
    ).toBe(outcome);
  });
});
