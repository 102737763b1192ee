import { describe, expect, test } from 'vitest';
import { enqueueActions } from '../../../../functions/alarming/app/decisions/enqueue-actions.ts';
import { recordTransition } from '../../../../functions/alarming/app/decisions/record-transition.ts';
import { transitionId } from '../../../../functions/alarming/app/decisions/transition-id.ts';
import type { Alarm } from '../../../../functions/alarming/core/alarm.ts';
import { decideTransition } from '../../../../functions/alarming/core/decision/decide-transition.ts';
import { eventWorld, webhookUrl } from '../../../events/support/event-world.ts';
import { aChange, anAlarm } from '../../support/alarm.ts';

type World = ReturnType<typeof eventWorld>;

const rule = { type: 'prometheus', document: {} } as const;
const measured = (over: Partial<Alarm> = {}) =>
  anAlarm({ rule, okActions: [webhookUrl, 'http://ok.example/'], alarmActions: [], ...over });

/** Decides that the alarm is ok in a window, as an evaluator of measures does. */
async function decideOk({ ports }: World, alarm: Alarm, window = 'w1') {
  const now = ports.clock.advance(1);
  const trigger = { kind: 'measures', window, decision: 'ok', reasonData: '{}' } as const;
  const id = transitionId(ports, alarm, trigger, now);
  const decision = decideTransition(alarm, { id, to: 'ok', reason: 'inside', trigger, now });
  const transition = await recordTransition(ports, decision, alarm.version);
  if (transition === 'stale') return 'stale';
  await enqueueActions(ports, transition, { type: 'threshold', count: 1 });
  return transition.id;
}

describe('a decision on measures', () => {
  test('becomes executions and deliveries of the actions of its new state', async () => {
    const world = eventWorld();
    const alarm = measured({ state: 'alarm' });
    await world.ports.alarms.create(alarm, aChange(alarm));
    await decideOk(world, alarm);
    const { executionQueue, deliveryQueue } = world.ports;
    expect(executionQueue.sent).toMatchObject([
      { kind: 'webhook', input: { text: expect.stringContaining('"current": "ok"') } },
    ]);
    const [sent] = deliveryQueue.sent;
    expect(sent?.message.actions).toEqual([{ position: 1, url: 'http://ok.example/' }]);
    expect(sent?.message.body).toEqual({
      text: expect.stringMatching(/"previous": "alarm", "current": "ok", "reason": "inside"/),
    });
  });

  test('made twice has the effect of one, and in another window one more', async () => {
    const world = eventWorld();
    const alarm = measured({ state: 'ok', repeatActions: true });
    await world.ports.alarms.create(alarm, aChange(alarm));
    const first = await decideOk(world, alarm);
    expect(await decideOk(world, alarm)).toBe(first);
    expect(world.effects().deliveries).toHaveLength(1);
    await decideOk(world, alarm, 'w2');
    expect(world.effects().deliveries).toHaveLength(2);
    expect(world.effects().executions).toHaveLength(2);
  });

  test('is stale if the alarm has changed since, and has no effect', async () => {
    const world = eventWorld();
    const alarm = measured({ state: 'alarm' });
    await world.ports.alarms.create(alarm, aChange(alarm));
    await world.ports.alarms.replace({ ...alarm, name: 'edited', version: 2 }, alarm);
    expect(await decideOk(world, alarm)).toBe('stale');
    expect(world.effects()).toEqual({ executions: [], deliveries: [] });
  });
});
