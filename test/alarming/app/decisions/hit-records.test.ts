import { describe, expect, test } from 'vitest';
import { evaluateHit } from '../../../../functions/alarming/app/decisions/evaluate-hit.ts';
import type { HitMessage } from '../../../../functions/contract/message.ts';
import { after, instantOf } from '../../../../functions/platform/core/instant.ts';
import { anEvent, eventWorld, webhookUrl } from '../../../events/support/event-world.ts';
import { anAlarm } from '../../support/alarm.ts';

type World = ReturnType<typeof eventWorld>;
const page = { limit: 100 };

const recorded = async ({ ports }: World, messageId = 'm1') => {
  const { firings, idle } = await ports.hitRecords.ofMessage('p1', messageId, 100);
  return { fired: firings.map(({ alarmId }) => alarmId), idle: idle.map(({ reason }) => reason) };
};
const hitOf = async (world: World, event = anEvent()): Promise<HitMessage> => {
  const [hit] = await world.hitsOf(event);
  if (!hit) throw new Error('no hit');
  return hit;
};

describe('a hit whose exact rule holds is recorded', () => {
  test('as a firing, or with why it had no effect', async () => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm());
    await world.publish(anEvent(), anEvent(), anEvent({ id: 'm2' }));
    const [firing] = (await world.ports.hitRecords.ofMessage('p1', 'm1', 100)).firings;
    expect(await recorded(world)).toEqual({
      fired: [alarm.id],
      idle: [{ kind: 'counted', transitionId: firing?.id }],
    });
    expect(await recorded(world, 'm2')).toEqual({ fired: [], idle: [{ kind: 'in-alarm' }] });
  });

  test('also if the alarm was disabled meanwhile', async () => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm());
    const hit = await hitOf(world);
    await world.ports.alarms.replace({ ...alarm, enabled: false, version: 2 }, alarm);
    await evaluateHit(world.ports, hit);
    expect(await recorded(world)).toEqual({ fired: [], idle: [{ kind: 'disabled' }] });
  });

  test('once, however often it is delivered', async () => {
    const world = eventWorld();
    await world.add(anAlarm({ state: 'alarm' }));
    const hit = await hitOf(world);
    await evaluateHit(world.ports, hit);
    await evaluateHit(world.ports, hit, after(world.ports.clock.advance(60), 0));
    expect((await recorded(world)).idle).toHaveLength(1);
    expect(await world.ports.hitRecords.listIdle('p1', page)).toHaveLength(1);
  });

  test('a redelivered firing is not a hit without effect', async () => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm());
    const hit = await hitOf(world);
    await evaluateHit(world.ports, hit);
    await evaluateHit(world.ports, hit);
    expect(await recorded(world)).toEqual({ fired: [alarm.id], idle: [] });
  });

  test('and what only the coarser rule on the bus matched is not', async () => {
    const world = eventWorld();
    const event = { eventType: 'image.*', query: [] };
    const alarm = await world.add(anAlarm({ state: 'alarm' }));
    const hit = await hitOf(world);
    await world.ports.alarms.replace(
      { ...alarm, rule: { type: 'event', event }, version: 2 },
      alarm,
    );
    await evaluateHit(world.ports, hit);
    expect(await recorded(world)).toEqual({ fired: [], idle: [] });
  });

  test('in its own project only', async () => {
    const world = eventWorld();
    await world.add(anAlarm());
    await world.publish(anEvent());
    expect(await world.ports.hitRecords.ofMessage('p2', 'm1', 100)).toEqual({
      firings: [],
      idle: [],
    });
  });
});

test('executions and deliveries lead back to their event', async () => {
  const world = eventWorld();
  const alarm = await world.add(
    anAlarm({ alarmActions: [webhookUrl, 'http://receiver.example/'] }),
  );
  const hit = await hitOf(world);
  await evaluateHit(world.ports, hit);
  const [firing] = (await world.ports.hitRecords.ofMessage('p1', 'm1', 100)).firings;
  const cause = {
    alarmId: alarm.id,
    transitionId: firing?.id,
    messageId: 'm1',
    acceptanceId: hit.event.acceptance,
  };
  expect(world.ports.executionQueue.sent).toMatchObject([{ cause }]);
  expect(world.ports.deliveryQueue.sent).toMatchObject([{ message: { cause } }]);
});

const idleAt = async (change: (hit: HitMessage) => HitMessage, sentAt?: string) => {
  const world = eventWorld();
  await world.add(anAlarm({ state: 'alarm' }));
  await evaluateHit(world.ports, change(await hitOf(world)), sentAt);
  return (await world.ports.hitRecords.listIdle('p1', page)).map(({ at }) => at);
};

const older = ({ rule, event: { at: _at, ...event } }: HitMessage): HitMessage => ({
  v: 1,
  rule,
  event,
});

describe("C1: an event's instant", () => {
  const accepted = '2026-11-23T08:00:00.000000Z';

  test('is when it was accepted, if the clock of who accepted it agrees with the bus', async () => {
    expect(await idleAt((hit) => ({ ...hit, time: '2026-11-23T08:00:04Z' }))).toEqual([accepted]);
  });

  test("is the bus's time if it does not", async () => {
    const at = await idleAt((hit) => ({ ...hit, time: '2026-11-23T09:00:00Z' }));
    expect(at).toEqual(['2026-11-23T09:00:00.000000Z']);
  });

  test('is when its message was sent if it comes from the release before', async () => {
    const sentAt = instantOf(Date.parse('2026-11-23T07:00:00Z'));
    expect(await idleAt(older, sentAt)).toEqual([sentAt]);
  });
});
