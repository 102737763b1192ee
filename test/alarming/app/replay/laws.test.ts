import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AskedReplay,
  createReplay,
} from '../../../../functions/alarming/app/replay/create-replay.ts';
import { evaluateHit } from '../../../../functions/alarming/app/decisions/evaluate-hit.ts';
import type { Caller } from '../../../../functions/platform/core/caller.ts';
import { anEvent } from '../../../events/support/event-world.ts';
import { killedAt } from '../../support/killed-at.ts';
import { storyWorld } from '../../support/story-world.ts';

const caller: Caller = { userId: 'u1', projectId: 'p1', roles: ['member', 'reader'] };

type World = ReturnType<typeof storyWorld>;

const portsOf = ({ ports, replays, storedEvents }: World) => ({
  alarms: ports.alarms,
  clock: ports.clock,
  hitQueue: ports.hitQueue,
  ids: ports.ids,
  payloads: ports.payloads,
  replays,
  sleep: ports.sleep,
  storedEvents,
  transitions: ports.transitions,
});

const asking = (alarmId: string, over: Partial<AskedReplay> = {}): AskedReplay => ({
  source: { kind: 'message', messageId: 'm1' },
  alarmId,
  mode: 'real',
  asNew: false,
  confirm: undefined,
  key: undefined,
  ...over,
});

/** All that is recorded of p1's alarms: rows, history, hits and what was enqueued. */
async function records({ ports, replays }: World) {
  const history = await ports.alarmHistory.list('p1', { limit: 1000 });
  const { deliveryQueue, executionQueue, hitRecords, hitQueue } = ports;
  return {
    alarms: await ports.alarms.list('p1'),
    history,
    idle: await hitRecords.listIdle('p1', { limit: 1000 }),
    deliveries: [...new Set(deliveryQueue.sent.map(({ message }) => message.firingId))],
    executions: [...new Set(executionQueue.sent.map((message) => JSON.stringify(message)))],
    sent: hitQueue.sent.length,
    replays: replays.rows.size,
  };
}

const firings = ({ ports }: World, messageId: string, alarmId: string) =>
  ports.transitions.list('p1', alarmId, { kind: 'event', messageId });

const situations = fc.record({
  repeat: fc.boolean(),
  asNew: fc.boolean(),
  type: fc.constantFrom('*', 'a', 'b'),
  enabled: fc.boolean(),
  /** Whether the alarm is there when the event comes, and whether it is armed after. */
  isBefore: fc.boolean(),
  rearms: fc.boolean(),
});

/** An alarm and the stored event m1 of type `a`, before a replay. */
async function worldIn(situation: typeof situations extends fc.Arbitrary<infer S> ? S : never) {
  const { repeat, type, enabled, isBefore, rearms } = situation;
  const world = storyWorld();
  const create = () =>
    world.create({
      event_rule: { event_type: type },
      repeat_actions: repeat,
      enabled,
      alarm_actions: ['http://receiver.example/'],
    });
  const early = isBefore ? await create() : undefined;
  await world.publish(anEvent({ type: 'a' }));
  const alarmId = early ?? (await create());
  if (rearms) await world.send('PUT', `/v2/alarms/${alarmId}/state`, '"ok"');
  return { world, alarmId, ports: portsOf(world) };
}

describe('replays', () => {
  test('I-a: a dry one writes nothing but its row', async () => {
    await fc.assert(
      fc.asyncProperty(situations, async (situation) => {
        const { world, alarmId, ports } = await worldIn(situation);
        const before = await records(world);
        const asked = asking(alarmId, { mode: 'dry', asNew: situation.asNew });
        await createReplay(ports, caller, asked);
        await createReplay(ports, caller, asked);
        expect(await records(world)).toEqual({ ...before, replays: 1 });
      }),
    );
  });

  test('I-b: asked for any number of times, killed at any call and delivered again, it leaves the same as once', async () => {
    await fc.assert(
      fc.asyncProperty(
        situations,
        fc.array(
          fc.record({
            step: fc.integer({ min: 1, max: 14 }),
            moment: fc.constantFrom('before' as const, 'after' as const),
          }),
          { maxLength: 4 },
        ),
        fc.integer({ min: 1, max: 3 }),
        async (situation, kills, deliveries) => {
          const run = async (isKilled: boolean) => {
            const { world, alarmId, ports } = await worldIn(situation);
            const asked = asking(alarmId, { asNew: situation.asNew, key: 'k' });
            if (isKilled)
              // oxlint-disable-next-line no-await-in-loop -- one after the other
              for (const { step, moment } of kills)
                await createReplay(killedAt(ports, step, moment), caller, asked).catch(() => {});
            const { replay } = await createReplay(ports, caller, asked);
            if (isKilled) await createReplay(ports, caller, asked);
            const sent = ports.hitQueue.sent.splice(0);
            for (let i = 0; i < (isKilled ? deliveries : 1); i += 1)
              // oxlint-disable-next-line no-await-in-loop -- one after the other
              for (const hit of sent) await evaluateHit(world.ports, hit);
            const { alarms, history, idle, ...rest } = await records(world);
            return {
              state: replay.state,
              alarms: alarms.map(({ state, version }) => ({ state, version })),
              history: history.map(({ type, at }) => ({ type, at })),
              idle: idle.map(({ reason, arming }) => [reason.kind, arming]),
              ...rest,
              deliveries: rest.deliveries.length,
            };
          };
          expect(await run(true)).toEqual(await run(false));
        },
      ),
    );
  });

  test('I-c: without effect in the arming that fired on the event, and exactly one after the state is set', async () => {
    const world = storyWorld();
    const alarmId = await world.create({ repeat_actions: true });
    await world.publish(anEvent());
    const ports = portsOf(world);
    await createReplay(ports, caller, asking(alarmId, { key: '1' }));
    await world.evaluate();
    expect(await firings(world, 'm1', alarmId)).toHaveLength(1);
    await world.send('PUT', `/v2/alarms/${alarmId}/state`, '"ok"');
    await createReplay(ports, caller, asking(alarmId, { key: '2' }));
    await createReplay(ports, caller, asking(alarmId, { key: '3' }));
    await world.evaluate();
    expect(await firings(world, 'm1', alarmId)).toHaveLength(2);
  });

  test('I-d: no other alarm of the project is changed, nor has a history of it', async () => {
    await fc.assert(
      fc.asyncProperty(situations, async (situation) => {
        const { world, alarmId, ports } = await worldIn(situation);
        const other = await world.create({ repeat_actions: true });
        const of = async () => ({
          row: await ports.alarms.get('p1', other),
          history: await world.ports.alarmHistory.listOfAlarm('p1', other, { limit: 100 }),
        });
        const before = await of();
        await createReplay(ports, caller, asking(alarmId, { asNew: situation.asNew }));
        await world.evaluate();
        expect(await of()).toEqual(before);
        const { idle } = await records(world);
        expect(idle.filter((hit) => hit.alarmId === other)).toEqual([]);
      }),
    );
  });

  test('I-e: what a replay leads to names it, the acceptance that it copies, and the first of the chain', async () => {
    const world = storyWorld();
    const alarmId = await world.create({ alarm_actions: ['http://receiver.example/'] });
    const digest = createHash('sha256').update('copy').digest('hex');
    world.storedEvents.add(
      {
        projectId: 'p1',
        at: world.ports.clock.now(),
        acceptance: digest,
        messageId: 'm1',
        eventType: 'compute.instance.create',
        replayed: { of: 'a1', root: 'a0' },
      },
      anEvent(),
    );
    const { replay } = await createReplay(portsOf(world), caller, asking(alarmId));
    await world.evaluate();
    const lineage = { id: replay.id, of: digest, root: 'a0' };
    const [firing] = await firings(world, 'm1', alarmId);
    expect(firing?.trigger).toMatchObject({ replay: lineage });
    const causes = world.ports.deliveryQueue.sent.map(({ message }) => message.cause?.replayId);
    expect(causes).toEqual([replay.id]);
    await createReplay(portsOf(world), caller, asking(alarmId, { asNew: true }));
    await world.evaluate();
    const { idle } = await records(world);
    expect(idle.map((hit) => hit.replay?.root)).toEqual(['a0']);
  });

  test('I-f: a dry one says what the real one then does', async () => {
    await fc.assert(
      fc.asyncProperty(situations, async (situation) => {
        const { world, alarmId, ports } = await worldIn(situation);
        const asked = asking(alarmId, { asNew: situation.asNew });
        const { dry } = await createReplay(ports, caller, { ...asked, mode: 'dry' });
        const { history } = await records(world);
        await createReplay(ports, caller, asked);
        await world.evaluate();
        const after = await records(world);
        const fired = after.history.length - history.length;
        expect(fired).toBe(dry?.explanation.would === 'fire' ? 1 : 0);
      }),
    );
  });
});
