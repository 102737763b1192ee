import { describe, expect, test } from 'vitest';
import { evaluateHit } from '../../../../functions/alarming/app/decisions/evaluate-hit.ts';
import type { HitMessage } from '../../../../functions/contract/message.ts';
import { anAlarm, aChange } from '../../support/alarm.ts';
import { anEvent, eventWorld, webhookUrl } from '../../../events/support/event-world.ts';
import { killedAt } from '../../support/killed-at.ts';

type World = ReturnType<typeof eventWorld>;

const outside = ['http://one.example/', 'https://two.example/'];
const allActions = [outside[0] ?? '', `${webhookUrl}?name=Q`, webhookUrl, outside[1] ?? ''];
const distinct = (count: number) =>
  Array.from({ length: count }, (_, i) => anEvent({ id: `m${i}` }));
const evaluateAll = ({ ports }: World, hits: readonly HitMessage[]) =>
  Promise.all(hits.map((hit) => evaluateHit(ports, hit)));

describe('a firing', () => {
  test("changes the alarm's state and gives the reason", async () => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm({ stateAt: '2020-01-01T00:00:00.000000Z' }));
    await world.publish(anEvent());
    const reason = 'Event <id=m1,event_type=compute.instance.create> hits the query <query=[]>.';
    expect(await world.ports.alarms.get('p1', alarm.id)).toEqual({
      ...alarm,
      state: 'alarm',
      stateReason: reason,
      stateAt: world.ports.clock.now(),
      version: alarm.version + 1,
    });
    expect(await world.transitions(alarm)).toMatchObject([
      {
        detail: `{"state": "alarm", "transition_reason": "${reason}"}`,
        onBehalfOf: 'p1',
        severity: 'low',
      },
    ]);
  });

  test('sends calls of our own webhooks to the executor and the others, in order, to the notifier', async () => {
    const world = eventWorld();
    await world.add(anAlarm({ alarmActions: allActions }));
    await world.publish(anEvent());
    const { executionQueue, deliveryQueue } = world.ports;
    expect(executionQueue.sent).toHaveLength(2);
    const inputs = executionQueue.sent.map((message) =>
      message.kind === 'webhook' && 'text' in message.input ? message.input.text : '',
    );
    expect(inputs[0]).toMatch(/^\{"name": "Q", "alarm_name": "new-instance", "alarm_id": /);
    expect(inputs[1]).toMatch(
      /"previous": "insufficient data", "current": "alarm", "reason": "Event .*", "reason_data": \{"type": "event", "event": \{"message_id": "m1"/,
    );
    expect(deliveryQueue.sent.map(({ message }) => message.actions)).toEqual([
      [
        { position: 0, url: outside[0] },
        { position: 3, url: outside[1] },
      ],
    ]);
  });

  test('without actions only changes the state', async () => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm({ alarmActions: null }));
    await world.publish(anEvent());
    expect(await world.transitions(alarm)).toHaveLength(1);
    expect(world.effects()).toEqual({ executions: [], deliveries: [] });
  });

  test('passes on the event unchanged', async () => {
    const world = eventWorld();
    await world.add(anAlarm());
    await world.publish(
      anEvent().replace('"raw":{}', '"raw":{"n":1.0,"big":12345678901234567890}'),
    );
    const [sent] = world.ports.deliveryQueue.sent;
    expect(sent?.message.body).toMatchObject({
      text: expect.stringContaining('"raw": {"n": 1.0, "big": 12345678901234567890}'),
    });
  });

  test('on a large event sends its body by reference', async () => {
    const world = eventWorld();
    await world.add(anAlarm());
    await world.publish(anEvent().replace('"raw":{}', `"raw":{"x":"${'x'.repeat(300_000)}"}`));
    const [sent] = world.ports.deliveryQueue.sent;
    expect(sent?.message.body).toHaveProperty('key');
  });
});

describe('many events at once', () => {
  test.each([
    ['100 copies', Array.from({ length: 100 }, () => anEvent())],
    ['100 different events', distinct(100)],
  ])('%s fire an alarm that does not repeat once', async (_, events) => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm());
    await evaluateAll(world, await world.hitsOf(...events));
    expect(await world.transitions(alarm)).toHaveLength(1);
    expect(world.effects().deliveries).toHaveLength(1);
  });

  test('an alarm that repeats fires once for each message id', async () => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm({ repeatActions: true }));
    await evaluateAll(world, await world.hitsOf(...distinct(40), ...distinct(40)));
    expect(await world.transitions(alarm)).toHaveLength(40);
    expect(world.effects().deliveries).toHaveLength(40);
  });

  test('a hit that is delivered twice has the effect of one', async () => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm({ alarmActions: allActions }));
    const hits = await world.hitsOf(anEvent());
    await evaluateAll(world, [...hits, ...hits]);
    expect(await world.transitions(alarm)).toHaveLength(1);
    expect(world.effects().executions).toHaveLength(2);
    expect(world.effects().deliveries).toHaveLength(2);
  });
});

describe('an evaluation reads the current alarm', () => {
  test('an event that is sent again after re-arming fires again', async () => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm());
    await world.publish(anEvent());
    const fired = (await world.ports.alarms.get('p1', alarm.id)) ?? alarm;
    const armed = { ...fired, state: 'ok' as const, arming: 2, version: fired.version + 1 };
    await world.ports.alarms.replace(armed, fired);
    await world.publish(anEvent());
    expect(await world.transitions(alarm)).toHaveLength(2);
  });

  test('a redelivery after re-arming does not fire', async () => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm());
    const hits = await world.hitsOf(anEvent());
    await evaluateAll(world, hits);
    const fired = (await world.ports.alarms.get('p1', alarm.id)) ?? alarm;
    await world.ports.alarms.replace(
      { ...fired, state: 'ok', arming: 2, version: fired.version + 1 },
      fired,
    );
    await evaluateAll(world, hits);
    expect(await world.transitions(alarm)).toHaveLength(1);
    expect((await world.ports.alarms.get('p1', alarm.id))?.state).toBe('ok');
  });

  test('an alarm that was disabled, removed or given another rule since does not fire', async () => {
    const world = eventWorld();
    const disabled = await world.add(anAlarm());
    const removed = await world.add(anAlarm());
    const other = await world.add(anAlarm());
    const hits = await world.hitsOf(anEvent());
    const event = { eventType: 'image.*', query: [] };
    await world.ports.alarms.replace({ ...disabled, enabled: false, version: 2 }, disabled);
    await world.ports.alarms.remove(removed);
    await world.ports.alarms.replace(
      { ...other, rule: { type: 'event', event }, version: 2 },
      other,
    );
    await evaluateAll(world, hits);
    expect(hits).toHaveLength(3);
    expect(world.effects().deliveries).toEqual([]);
  });

  test('updates made while events arrive are never overwritten', async () => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm({ repeatActions: true }));
    const { alarms, alarmHistory } = world.ports;
    const rename = async (name: string): Promise<void> => {
      const seen = (await alarms.get('p1', alarm.id)) ?? alarm;
      const next = { ...seen, name, description: name, version: seen.version + 1 };
      if ((await alarms.replace(next, seen, aChange(next, { type: 'rule change' }))) === 'stale')
        return rename(name);
    };
    const hits = await world.hitsOf(...distinct(20));
    await Promise.all([
      evaluateAll(world, hits),
      ...distinct(20).map((_, i) => rename(`name ${i}`)),
    ]);
    const history = await alarmHistory.listOfAlarm('p1', alarm.id, { limit: 100 });
    expect(history.filter(({ type }) => type === 'rule change')).toHaveLength(20);
    const { name, description, state } = (await alarms.get('p1', alarm.id)) ?? alarm;
    expect({ description, state }).toEqual({ description: name, state: 'alarm' });
  });
});

/** The number of port calls in one evaluation that is not killed. */
const steps = [1, 2, 3, 4, 5, 6, 7];

describe.each(['before', 'after'] as const)('killed %s any step', (moment) => {
  test.each(steps)('step %i: the redelivery completes it, and nothing is doubled', async (step) => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm({ alarmActions: allActions }));
    const [hit] = await world.hitsOf(anEvent());
    if (!hit) throw new Error('no hit');
    const died = await evaluateHit(killedAt(world.ports, step, moment), hit).then(
      () => false,
      () => true,
    );
    await evaluateHit(world.ports, hit);
    expect(died).toBe(true);
    expect(await world.transitions(alarm)).toHaveLength(1);
    expect(world.effects().executions).toHaveLength(2);
    expect(world.effects().deliveries).toHaveLength(2);
  });
});
