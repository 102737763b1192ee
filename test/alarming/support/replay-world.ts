import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { AskedReplay } from '../../../functions/alarming/app/replay/create-replay.ts';
import { requeueReplays } from '../../../functions/alarming/app/replay/requeue-replays.ts';
import { continueReplay } from '../../../functions/alarming/app/replay/run-replay.ts';
import { evaluateHit } from '../../../functions/alarming/app/decisions/evaluate-hit.ts';
import type { Caller } from '../../../functions/platform/core/caller.ts';
import { anEvent } from '../../events/support/event-world.ts';
import { storyWorld } from './story-world.ts';

export const caller: Caller = { userId: 'u1', projectId: 'p1', roles: ['member', 'reader'] };

/** Stored events, an alarm, and what is replayed to what. */
export const situations = fc.record({
  repeat: fc.boolean(),
  asNew: fc.boolean(),
  type: fc.constantFrom('*', 'a', 'b'),
  enabled: fc.boolean(),
  /** Whether the alarm is there when the events come, and whether it is armed after. */
  isBefore: fc.boolean(),
  rearms: fc.boolean(),
  target: fc.constantFrom('alarm', 'function', 'notice', 'project'),
  isRange: fc.boolean(),
  events: fc.array(
    fc.record({ id: fc.constantFrom('m1', 'm2', 'm3'), type: fc.constantFrom('a', 'b') }),
    { minLength: 1, maxLength: 4 },
  ),
});
export type Situation = typeof situations extends fc.Arbitrary<infer S> ? S : never;

/** The world of a situation before its replay, and how the replay is asked for. */
export async function replayWorld(situation: Situation) {
  const { repeat, type, enabled, isBefore, rearms, target, isRange, asNew, events } = situation;
  const world = storyWorld();
  const from = world.ports.clock.now();
  const create = () =>
    world.create({
      event_rule: { event_type: type },
      repeat_actions: repeat,
      enabled,
      alarm_actions: ['http://receiver.example/'],
    });
  const early = isBefore ? await create() : undefined;
  await world.publish(...events.map((event) => anEvent(event)));
  world.ports.clock.advance(1);
  const alarmId = early ?? (await create());
  if (rearms) await world.send('PUT', `/v2/alarms/${alarmId}/state`, '"ok"');
  const functionId = randomUUID();
  world.functions.add(`p1 ${functionId}`);
  const targets = {
    alarm: { kind: 'alarm', alarmId },
    function: { kind: 'function', functionId, noticeOf: null },
    notice: { kind: 'function', functionId, noticeOf: alarmId },
    project: { kind: 'project' },
  } as const;
  const asking = (over: Partial<AskedReplay> = {}): AskedReplay => ({
    source: isRange
      ? { kind: 'range', from, to: undefined, conditions: [], filter: { traits: [] } }
      : { kind: 'message', messageId: events[0]?.id ?? '' },
    target: targets[target],
    mode: 'real',
    asNew,
    confirm: isRange ? events.length : undefined,
    key: undefined,
    ...over,
  });
  const ports = {
    ...world.replayPorts,
    projectFunctions: { has: async () => true },
  };
  return {
    world,
    alarmId,
    asking,
    ports,
    /** Lets a sweep find what was lost, carries out all messages, each so many times, and evaluates likewise. */
    async carryOut(times = 1, replaying: Parameters<typeof continueReplay>[0] = ports) {
      world.ports.clock.advance(300);
      await requeueReplays({ ...ports, dueReplays: world.replays }, 10);
      const { replayMessages: messages } = world;
      for (let next = messages.shift(); next; next = messages.shift())
        for (let i = 0; i < times; i += 1)
          // oxlint-disable-next-line no-await-in-loop -- one after the other
          await continueReplay(replaying, next).catch(() => undefined);
      const hits = world.ports.hitQueue.sent.splice(0);
      for (let i = 0; i < times; i += 1)
        // oxlint-disable-next-line no-await-in-loop -- as above
        for (const hit of hits) await evaluateHit(world.ports, hit);
    },
    records: () => records(world),
  };
}

/** All that is recorded of p1: rows, history, hits, stored copies and what was enqueued. */
async function records({ ports, replays, storedEvents }: ReturnType<typeof storyWorld>) {
  const { deliveryQueue, executionQueue, hitRecords, hitQueue } = ports;
  const copies: string[] = [];
  for await (const event of storedEvents.byArrival('p1', {}))
    if (event.replayed) copies.push(event.acceptance);
  return {
    alarms: await ports.alarms.list('p1'),
    history: await ports.alarmHistory.list('p1', { limit: 1000 }),
    idle: await hitRecords.listIdle('p1', { limit: 1000 }),
    deliveries: [...new Set(deliveryQueue.sent.map(({ message }) => message.firingId))],
    executions: [...new Set(executionQueue.sent.map((message) => JSON.stringify(message)))],
    copies,
    sent: hitQueue.sent.length,
    replays: replays.rows.size,
  };
}
