import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AskedBacktest,
  createBacktest,
} from '../../../../functions/alarming/app/backtest/create-backtest.ts';
import { continueBacktest } from '../../../../functions/alarming/app/backtest/continue-backtest.ts';
import { resultOf } from '../../../../functions/alarming/app/backtest/show-backtest.ts';
import { possibleMessageIds } from '../../../../functions/alarming/core/backtest/fired-before.ts';
import type { Alarm } from '../../../../functions/alarming/core/alarm.ts';
import type { Transition } from '../../../../functions/alarming/core/decision/transition.ts';
import { after } from '../../../../functions/platform/core/instant.ts';
import { anEvent } from '../../../events/support/event-world.ts';
import { standingClock } from '../../../support/clock.ts';
import { backtestWorld } from '../../support/backtest-world.ts';
import { storyWorld } from '../../support/story-world.ts';

/** Seconds from the beginning of the range, and what happened then. */
interface Happened {
  readonly second: number;
  readonly id: string;
  readonly type: string;
}

const happened = fc.array(
  fc.record({
    second: fc.integer({ min: 1, max: 80_000 }),
    id: fc.constantFrom('e1', 'e2', 'e3', 'e4'),
    type: fc.constantFrom('a.x', 'a.y', 'b'),
  }),
  { maxLength: 30 },
);
const rearming = fc.constantFrom('never' as const, 'at-once' as const, 20_000);
const alarms = fc.record({
  repeatActions: fc.boolean(),
  rule: fc
    .constantFrom('*', 'a.*', 'b')
    .map((eventType) => ({ type: 'event' as const, event: { eventType, query: [] } })),
});

const clock = standingClock();

function worldWith(events: readonly Happened[], stepEvents?: number) {
  const world = backtestWorld(clock);
  const from = after(clock.now(), -86_400);
  for (const { second, id, type } of events) world.store(after(from, second), id, { type });
  const ports = { ...world.ports, ...(stepEvents !== undefined && { stepEvents }) };
  const run = async (asked: AskedBacktest) => {
    const backtest = await createBacktest(ports, world.caller, asked);
    return { backtest, result: await resultOf(ports, backtest) };
  };
  return { ...world, ports, run };
}

/** What a caller sees of a result, without what names the acceptances and the backtest. */
type Ran = Awaited<ReturnType<ReturnType<typeof worldWith>['run']>>;
const seen = ({ backtest, result }: Ran) => ({
  counts: backtest.counts,
  state: backtest.state,
  hours: result?.hours,
  gaps: result?.gaps,
  timeline: result?.timeline.map(({ acceptanceId: _id, ...entry }) => entry),
});

describe('worked: events e1 e2 e2 e3, rule *', () => {
  test.each([
    { repeatActions: false, rearm: 'never', fired: ['e1'] },
    { repeatActions: false, rearm: 'at-once', fired: ['e1', 'e2', 'e2', 'e3'] },
    { repeatActions: true, rearm: 'never', fired: ['e1', 'e2', 'e3'] },
  ] as const)('repeat $repeatActions, rearm $rearm', async ({ repeatActions, rearm, fired }) => {
    const ids = ['e1', 'e2', 'e2', 'e3'];
    const world = worldWith(ids.map((id, i) => ({ second: i + 1, id, type: 'x' })));
    const { backtest, result } = await world.run(world.asking({ rearm }, { repeatActions }));
    expect(backtest.counts).toMatchObject({ examined: 4, matched: 4, fired: fired.length });
    expect(result?.timeline.map(({ messageId }) => messageId)).toEqual(fired);
  });
});

const storyEvent = fc.record({
  id: fc.constantFrom('e1', 'e2', 'e3', 'e4'),
  type: fc.constantFrom('compute.a', 'compute.b', 'image'),
  traits: fc.constantFrom('["project_id",1,"p1"]', '["project_id",1,"p1"],["size",2,7]'),
});

/** The firings of an alarm on these message ids, in the order of time. */
async function recordsOf(
  { ports }: ReturnType<typeof storyWorld>,
  alarmId: string,
  ids: readonly string[],
): Promise<readonly Transition[]> {
  const found = await Promise.all(
    [...new Set(ids)].map((messageId) =>
      ports.transitions.list('p1', alarmId, { kind: 'event', messageId }),
    ),
  );
  return found.flat().toSorted((left, right) => (left.at < right.at ? -1 : 1));
}

test('H-a an unchanged alarm that got every hit in order has fired as its backtest says, word for word', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(storyEvent, { maxLength: 12 }),
      fc.boolean(),
      fc.constantFrom('*', 'compute.*'),
      fc.constantFrom([], [{ field: 'traits.size', op: 'ge', type: 'integer', value: '5' }]),
      fc.constantFrom('now', 'then'),
      async (published, repeat, eventType, query, rule) => {
        const world = storyWorld();
        const alarmId = await world.create({
          event_rule: { event_type: eventType, query },
          repeat_actions: repeat,
          alarm_actions: ['http://receiver.example/'],
        });
        await world.publish(...published.map(anEvent));
        const { status, json } = await world.send('POST', '/v2/backtests', {
          alarm_id: alarmId,
          last: rule === 'now' ? '1d' : '30s',
          rule,
        });
        const ids = published.map(({ id }) => id);
        const records = await recordsOf(world, alarmId, ids);
        expect(status).toBe(200);
        expect(json.timeline.map(wordsOfEntry)).toEqual(records.map(wordsOfRecord));
        expect(json.would_notify).toBe(records.length);
        const live = { fired: records.length, differences: [] };
        expect(json.live).toEqual(rule === 'then' ? live : null);
      },
    ),
    { numRuns: 60 },
  );
});

test('H-a an alarm as it was then knows what its arming had fired on before the range', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(storyEvent, { maxLength: 6 }),
      fc.array(storyEvent, { maxLength: 6 }),
      fc.boolean(),
      fc.boolean(),
      async (earlier, published, repeat, rearms) => {
        const world = storyWorld();
        const alarmId = await world.create({ repeat_actions: repeat });
        await world.publish(...earlier.map(anEvent));
        world.ports.clock.advance(1);
        if (rearms) await world.send('PUT', `/v2/alarms/${alarmId}/state`, '"ok"');
        world.ports.clock.advance(100);
        await world.publish(...published.map(anEvent));
        const { json } = await world.send('POST', '/v2/backtests', {
          alarm_id: alarmId,
          last: `${published.length + 50}s`,
          rule: 'then',
        });
        expect(json.examined).toBe(published.length);
        expect(json.live.differences).toEqual([]);
        expect(json.timeline).toHaveLength(json.live.fired);
      },
    ),
    { numRuns: 60 },
  );
});

test('the words of a firing name its message id, whatever is in it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', ',event_type=', '>'), { maxLength: 4 }), (parts) => {
      const messageId = parts.join('');
      const reason = `Event <id=${messageId},event_type=x> hits the query <query=[]>.`;
      expect(possibleMessageIds(reason)).toContain(messageId);
    }),
  );
  expect(possibleMessageIds('Manually set')).toEqual([]);
});

const wordsOfEntry = (entry: Readonly<Record<string, unknown>>) => [
  entry['message_id'],
  entry['previous'],
  entry['current'],
  entry['reason'],
];
const wordsOfRecord = ({ trigger, from, to, reason }: Transition) => [
  trigger.kind === 'event' ? trigger.messageId : '',
  from,
  to,
  reason,
];

test('H-b the order of events changes neither how many match, nor that an alarm that does not repeat fires once, on one of them', async () => {
  await fc.assert(
    fc.asyncProperty(happened, alarms, fc.nat(), async (events, alarm, turn) => {
      const seconds = events.map(({ second }) => second);
      const others = [...seconds.slice(turn % 30), ...seconds.slice(0, turn % 30)];
      const turned = events.map((event, i) => ({ ...event, second: others[i] ?? event.second }));
      const [one, two] = [worldWith(events), worldWith(turned)];
      const [first, second] = [
        await one.run(one.asking({}, { ...alarm, repeatActions: false })),
        await two.run(two.asking({}, { ...alarm, repeatActions: false })),
      ];
      expect(second.backtest.counts.matched).toBe(first.backtest.counts.matched);
      for (const { backtest, result } of [first, second]) {
        expect(backtest.counts.fired).toBe(Math.min(1, backtest.counts.matched));
        for (const { eventType, messageId } of result?.timeline ?? [])
          expect(events).toContainEqual(
            expect.objectContaining({ type: eventType, id: messageId }),
          );
      }
    }),
  );
});

test('H-c however the log is cut into steps, the result is the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      happened,
      alarms,
      rearming,
      fc.integer({ min: 1, max: 7 }),
      async (events, alarm, rearm, stepEvents) => {
        const [whole, cut] = [worldWith(events), worldWith(events, stepEvents)];
        const expected = seen(await whole.run(whole.asking({ rearm }, alarm)));
        expect(seen(await cut.run(cut.asking({ rearm }, alarm)))).toEqual(expected);
      },
    ),
  );
});

/** Ports whose calls all fail from the n-th one on. */
function dyingAfter<P extends ReturnType<typeof worldWith>['ports']>(ports: P, calls: number): P {
  let left = calls;
  const dying = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...given: readonly unknown[]) => {
          if (left === 0) throw new Error('killed');
          left -= 1;
          return Reflect.apply(member, target, given);
        };
      },
    });
  return { ...ports, backtests: dying(ports.backtests), storedEvents: dying(ports.storedEvents) };
}

test('H-c wherever its process is killed, and killed again, a backtest ends with the same result', async () => {
  await fc.assert(
    fc.asyncProperty(
      happened,
      alarms,
      rearming,
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 }),
      async (events, alarm, rearm, kills) => {
        const whole = worldWith(events);
        const expected = seen(await whole.run(whole.asking({ rearm }, alarm)));
        const world = worldWith(events, 4);
        // More than a request runs itself, in an hour without any.
        const hour = `${after(clock.now(), -3600).slice(0, 13)}:00:00.000000Z`;
        world.ports.storedEvents.count('p1', { hour, accepted: 9, stored: 30_000, dropped: 0 });
        const { id, projectId } = await createBacktest(
          world.ports,
          world.caller,
          world.asking({ rearm }, alarm),
        );
        world.ports.storedEvents.count('p1', { hour, accepted: 0, stored: 0, dropped: 0 });
        // oxlint-disable-next-line no-await-in-loop -- one process after the other
        for (const calls of kills)
          await continueBacktest(dyingAfter(world.ports, calls), {
            v: 1,
            projectId,
            backtestId: id,
          }).catch(() => undefined);
        await continueBacktest(world.ports, { v: 1, projectId, backtestId: id });
        const backtest = await world.ports.backtests.get(projectId, id);
        if (!backtest) throw new Error('the backtest is gone');
        const result = await resultOf(world.ports, backtest);
        expect(seen({ backtest, result })).toEqual(expected);
      },
    ),
  );
});

test('H-d a draft and the same alarm, once it is created, agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(storyEvent, { maxLength: 10 }), fc.boolean(), async (all, repeat) => {
      const world = storyWorld();
      await world.publish(...all.map(anEvent));
      const draft = {
        name: 'n',
        type: 'event',
        event_rule: { event_type: 'compute.*' },
        repeat_actions: repeat,
      };
      const before = await world.send('POST', '/v2/backtests', { alarm: draft, last: '1h' });
      const alarmId = await world.create(draft);
      const now = await world.send('POST', '/v2/backtests', { alarm_id: alarmId, last: '1h' });
      expect(before.status).toBe(200);
      expect(now.json.timeline).toEqual(before.json.timeline);
      expect(now.json.fired).toBe(before.json.fired);
    }),
    { numRuns: 40 },
  );
});

test('H-e events of another project, and copies that replays made, change nothing', async () => {
  await fc.assert(
    fc.asyncProperty(happened, happened, alarms, rearming, async (own, others, alarm, rearm) => {
      const [alone, among] = [worldWith(own), worldWith(own)];
      const from = after(clock.now(), -86_400);
      for (const { second, id, type } of others) {
        among.store(after(from, second), id, { type, project: 'p2' });
        among.store(after(from, second), id, { type, replayOf: 'some' });
      }
      const [first, second] = [
        seen(await alone.run(alone.asking({ rearm }, alarm))),
        seen(await among.run(among.asking({ rearm }, alarm))),
      ];
      expect({ ...second, hours: undefined }).toEqual({ ...first, hours: undefined });
    }),
  );
});

test('H-f a backtest changes neither the alarm, nor its history, nor what it has recorded', async () => {
  const world = storyWorld();
  const alarmId = await world.create({ event_rule: { event_type: '*' } });
  await world.publish(anEvent({ id: 'e1' }), anEvent({ id: 'e2' }));
  const rows = async () => [
    await world.ports.alarms.get('p1', alarmId),
    await world.ports.alarmHistory.listOfAlarm('p1', alarmId, { limit: 100 }),
    await world.ports.hitRecords.listIdle('p1', { limit: 100 }),
    await recordsOf(world, alarmId, ['e1', 'e2']),
  ];
  const before = await rows();
  await world.send('POST', '/v2/backtests', { alarm_id: alarmId, last: '1h', rearm: 'at-once' });
  expect(await rows()).toEqual(before);
});

test('an alarm as it was then follows its changes, and says where it really did otherwise', async () => {
  const world = storyWorld();
  const alarmId = await world.create({ event_rule: { event_type: 'compute.*' } });
  await world.publish(anEvent({ id: 'e1' }), anEvent({ id: 'e2' }));
  await world.send('PUT', `/v2/alarms/${alarmId}/state`, '"ok"');
  await world.publish(anEvent({ id: 'e3' }));
  const ran = await world.send('POST', '/v2/backtests', {
    alarm_id: alarmId,
    last: '50s',
    rule: 'then',
  });
  const ids = ran.json.timeline.map((entry: { message_id: string }) => entry.message_id);
  expect(ids).toEqual(['e1', 'e3']);
  expect(ran.json.live).toEqual({ fired: 2, differences: [] });
  // As it is now, nobody arms it.
  const now = await world.send('POST', '/v2/backtests', { alarm_id: alarmId, last: '50s' });
  expect(now.json.timeline).toHaveLength(1);
  expect(now.json.live).toBeNull();
  // From a state in which it would not have fired.
  const other = await world.send('POST', '/v2/backtests', {
    alarm_id: alarmId,
    last: '50s',
    rule: 'then',
    initial_state: 'alarm',
  });
  expect(other.json.live.differences).toEqual([
    expect.objectContaining({ only: 'live', reason: expect.stringContaining('id=e1') }),
  ]);
});

test('seconds until it is armed again are counted from its firing', async () => {
  const world = worldWith(
    [10, 69, 70, 71, 130].map((second) => ({ second, id: `e${second}`, type: 'x' })),
  );
  const { result } = await world.run(world.asking({ rearm: 60 }));
  expect(result?.timeline.map(({ messageId }) => messageId)).toEqual(['e10', 'e70', 'e130']);
});

const hourOfWorld = (back: number) =>
  `${after(clock.now(), -3600 * back).slice(0, 13)}:00:00.000000Z`;

test('coverage says what was beyond the cap, what was not kept, and what is no longer stored', async () => {
  const world = worldWith([]);
  const [capped, partly, gone] = [hourOfWorld(5), hourOfWorld(4), hourOfWorld(3)];
  world.store(after(gone, 60), 'e1');
  const { storedEvents } = world.ports;
  storedEvents.count('p1', { hour: capped, accepted: 1200, stored: 0, dropped: 1200 });
  storedEvents.count('p1', { hour: partly, accepted: 7, stored: 0, dropped: 0 });
  storedEvents.count('p1', { hour: gone, accepted: 5, stored: 5, dropped: 0 });
  const { result } = await world.run(world.asking());
  expect(result?.gaps).toEqual([
    { hour: capped, dropped: 1200, why: 'cap' },
    { hour: partly, dropped: 7, why: 'not-kept' },
    { hour: gone, dropped: 5, why: 'expired' },
  ]);
});

test('of actions, which may hold secrets, a backtest keeps only whether there are any', async () => {
  const world = worldWith([{ second: 1, id: 'e1', type: 'x' }]);
  const alarm: Partial<Alarm> = { alarmActions: ['http://user:secret@receiver.example/'] };
  const { backtest } = await world.run(world.asking({}, alarm));
  expect(backtest.counts.notified).toBe(1);
  expect(JSON.stringify(backtest)).not.toContain('secret');
});
