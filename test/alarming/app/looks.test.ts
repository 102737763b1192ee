import { expect, test } from 'vitest';
import { lookAtAlarm } from '../../../functions/alarming/app/looks/look-at-alarm.ts';
import { syncWatches } from '../../../functions/alarming/app/looks/sync-watches.ts';
import type { AlarmRule, TimeConstraint } from '../../../functions/alarming/core/alarm.ts';
import type { LookMessage } from '../../../functions/contract/look-message.ts';
import { instantOf } from '../../../functions/platform/core/instant.ts';
import { cpuRule, lookWorld } from '../support/look-world.ts';

const documentOf = (rule: AlarmRule) => (rule.type === 'event' ? {} : rule.document);

/** Window 0 begins at the world's start. */
const at = (window: number, second = 0) => 600_000 + window * 60 + second;
const constantly = (value: number, from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({ at: at(from + index, 10), value }));

test('an alarm follows its measures at the moment they are accepted', async () => {
  const world = lookWorld();
  const alarm = await world.create();
  await world.work();
  await world.measure('cpu', constantly(20, -2, 0));
  await world.work();
  expect(await world.state(alarm)).toBe('insufficient data');
  await world.measure('cpu', [{ at: at(0, 5), value: 20 }]);
  await world.work();
  expect(await world.state(alarm)).toBe('alarm');
  expect(world.sent.map(({ body }) => JSON.parse(body))).toMatchObject([
    {
      previous: 'insufficient data',
      current: 'alarm',
      reason: 'Transition to alarm due to 3 samples outside threshold, most recent: 20.0',
      reason_data: { type: 'threshold', disposition: 'outside', count: 3, most_recent: 20 },
    },
  ]);
});

test('silence makes it unknown to the second, at the third window after the last measure', async () => {
  const world = lookWorld();
  const alarm = await world.create();
  await world.measure('cpu', constantly(20, -2, 1));
  await world.until(at(10));
  expect(await world.moves(alarm)).toEqual([
    { at: at(0, 0), to: 'alarm', reason: expect.any(String) },
    { at: at(3), to: 'insufficient data', reason: '3 datapoints are unknown' },
  ]);
});

test('an alarm that is created over measures is looked at at once, and one that is deleted is not any more', async () => {
  const world = lookWorld();
  await world.measure('cpu', constantly(20, -2, 1));
  const alarm = await world.create();
  await world.work();
  expect(await world.state(alarm)).toBe('alarm');
  expect(world.watching.size).toBe(1);
  const stored = await world.alarms.get(alarm.projectId, alarm.id);
  if (!stored) throw new Error('no alarm');
  await world.alarms.remove(stored);
  await syncWatches(world, { ...stored, version: stored.version + 1, removed: true });
  expect(world.watching.size).toBe(0);
  await world.until(at(10));
  expect(await world.looks.get(alarm)).toBeUndefined();
});

test('what is watched follows the rule, and nothing is watched while the alarm is disabled', async () => {
  const world = lookWorld();
  const alarm = await world.create();
  const names = () => [...world.watching.values()].map(({ target }) => target);
  expect(names()).toEqual([{ kind: 'resource', resourceId: 'r', name: 'cpu', userId: 'u1' }]);
  const other = { ...alarm, arming: 2, version: 2, rule: cpuRule({ metric: 'memory' }) };
  await syncWatches(world, other);
  expect(names()).toEqual([{ kind: 'resource', resourceId: 'r', name: 'memory', userId: 'u1' }]);
  await syncWatches(world, alarm);
  expect(names()).toEqual([{ kind: 'resource', resourceId: 'r', name: 'memory', userId: 'u1' }]);
  await syncWatches(world, { ...other, arming: 3, version: 3, enabled: false });
  expect(names()).toEqual([]);
});

test('a look that fails after its decision has its actions enqueued by the next one', async () => {
  const world = lookWorld();
  const alarm = await world.create();
  await world.work();
  await world.measure('cpu', constantly(20, -2, 1));
  world.fail(true);
  await expect(world.work()).rejects.toThrow('the queue fails');
  expect(await world.state(alarm)).toBe('alarm');
  world.fail(false);
  await lookAtAlarm(world, alarm);
  await lookAtAlarm(world, alarm);
  expect(world.sent.length).toBe(1);
  expect((await world.looks.get(alarm))?.deciding).toEqual([]);
});

test('an alarm that repeats its actions does so once a minute, without history', async () => {
  const world = lookWorld();
  const alarm = await world.create({ repeatActions: true });
  for (let window = -2; window <= 5; window += 1) {
    await world.until(at(window, 10));
    await world.measure('cpu', [{ at: at(window, 10), value: 20 }]);
  }
  await world.until(at(5, 59));
  expect((await world.moves(alarm)).map(({ to }) => to)).toEqual(['alarm']);
  const began = (await world.moves(alarm))[0]?.at ?? 0;
  expect(world.sent.map((each) => each.at / 1000 - began)).toEqual([0, 60, 120, 180, 240, 300]);
  expect(JSON.parse(world.sent.at(-1)?.body ?? '')).toMatchObject({
    previous: 'alarm',
    current: 'alarm',
    reason: 'Remaining as alarm due to 3 samples outside threshold, most recent: 20.0',
  });
});

test('outside its time constraints an alarm stays as it is, and is looked at the second they begin', async () => {
  const begins = instantOf(at(5) * 1000);
  const constraint: TimeConstraint = {
    name: 'c',
    description: '',
    start: `${Number(begins.slice(14, 16))} ${Number(begins.slice(11, 13))} * * *`,
    durationSeconds: 120,
    timezone: '',
  };
  const world = lookWorld();
  const alarm = await world.create({ timeConstraints: [constraint] });
  for (let window = 0; window <= 10; window += 1) {
    await world.until(at(window, 10));
    await world.measure('cpu', [{ at: at(window, 10), value: 20 }]);
  }
  await world.until(at(30));
  expect(await world.moves(alarm)).toEqual([
    { at: at(5), to: 'alarm', reason: expect.any(String) },
  ]);
});

test('where only closed windows count, an alarm is decided once a window, when it has closed', async () => {
  const world = lookWorld({ manner: { window: 'closed', gaps: 'strict' } });
  const alarm = await world.create({ rule: cpuRule({ evaluation_periods: 1 }) });
  await world.until(at(0, 1));
  await world.measure('cpu', [{ at: at(0, 1), value: 20 }]);
  await world.until(at(0, 30));
  await world.measure('cpu', [{ at: at(0, 30), value: 2 }]);
  await world.until(at(1, 30));
  await world.measure('cpu', [{ at: at(1, 20), value: 5 }]);
  await world.until(at(6));
  expect(await world.moves(alarm)).toEqual([
    { at: at(1, 5), to: 'alarm', reason: expect.stringContaining('most recent: 11.0') },
    { at: at(2, 5), to: 'ok', reason: expect.stringContaining('most recent: 5.0') },
    { at: at(3, 5), to: 'insufficient data', reason: expect.any(String) },
  ]);
});

test('a look is noted, and the next ones when ten minutes are over', async () => {
  const world = lookWorld();
  const alarm = await world.create();
  const lookedAt = async () => (await world.looks.get(alarm))?.lookedAt;
  await world.work();
  const first = await lookedAt();
  expect(first).toBe(world.clock.now());
  for (const minute of [2, 9]) {
    // oxlint-disable no-await-in-loop -- one after the other
    await world.until(at(minute));
    await world.measure('cpu', [{ at: at(minute), value: 2 }]);
    await world.work();
    expect(await lookedAt()).toBe(first);
    // oxlint-enable no-await-in-loop
  }
  await world.until(at(11));
  const later = (await lookedAt()) ?? '';
  expect(later > (first ?? '') && later >= instantOf(at(10) * 1000)).toBe(true);
});

test('a metric that is not there makes the alarm unknown, with the reason', async () => {
  const world = lookWorld();
  const alarm = await world.create({ state: 'ok' });
  await world.work();
  expect(await world.moves(alarm)).toMatchObject([
    { to: 'insufficient data', reason: 'metric cpu for resource r does not exists' },
  ]);
});

test('an alarm that stays unknown says why, without history', async () => {
  const world = lookWorld();
  const alarm = await world.create();
  await world.work();
  const reason = async () => (await world.alarms.get(alarm.projectId, alarm.id))?.stateReason;
  expect(await reason()).toBe('metric cpu for resource r does not exists');
  await world.measure('cpu', [{ at: at(0), value: 20 }]);
  await world.work();
  expect(await reason()).toBe('3 datapoints are unknown');
  const composite = await world.create({
    rule: {
      type: 'composite',
      document: {
        or: [
          { ...documentOf(cpuRule()), type: 'gnocchi_resources_threshold' },
          { ...documentOf(cpuRule({ metric: 'x' })), type: 'gnocchi_resources_threshold' },
        ],
      },
    },
  });
  await world.work();
  expect((await world.alarms.get(composite.projectId, composite.id))?.stateReason).toBe(
    'rule1: 3 datapoints are unknown; rule2: metric x for resource r does not exists',
  );
  expect([...(await world.moves(alarm)), ...(await world.moves(composite))]).toEqual([]);
});

test('Prometheus and the health of members are asked for every minute', async () => {
  let asked = 0;
  const world = lookWorld({
    sources: {
      prometheus: {
        async query() {
          asked += 1;
          return asked < 3
            ? { kind: 'values', values: [7, 6.5] }
            : { kind: 'unknown', reason: 'no answer within 5 s' };
        },
      },
    },
  });
  const alarm = await world.create({
    rule: {
      type: 'prometheus',
      document: { comparison_operator: 'gt', threshold: 5, query: 'up' },
    },
  });
  await world.until(at(3, 1));
  expect(await world.moves(alarm)).toMatchObject([
    { at: at(0), to: 'alarm' },
    {
      at: at(2),
      to: 'insufficient data',
      reason: 'alarm statistics retrieval failed: no answer within 5 s',
    },
  ]);
  expect(asked).toBe(4);
});

test('a Gnocchi elsewhere announces nothing, so its alarms ask it every minute, and say why it does not answer', async () => {
  let asked = 0;
  const world = lookWorld({
    announced: false,
    sources: {
      windows: {
        async ofResource(_, { span: { first } }) {
          asked += 1;
          return asked < 3
            ? { kind: 'windows', windows: [{ at: first + 60, value: 20 }] }
            : { kind: 'invalid', reason: 'Gnocchi answered 503' };
        },
        ofMetrics: async () => ({ kind: 'metric-missing' }),
        ofResources: async () => ({ kind: 'metric-missing' }),
      },
    },
  });
  const alarm = await world.create({ rule: cpuRule({ evaluation_periods: 1 }) });
  await world.until(at(3, 1));
  expect(world.watching.size).toBe(0);
  expect(await world.moves(alarm)).toMatchObject([
    { to: 'alarm' },
    { to: 'insufficient data', reason: 'alarm statistics retrieval failed: Gnocchi answered 503' },
  ]);
  expect(asked).toBe(4);
});

const prometheusRule: AlarmRule = {
  type: 'prometheus',
  document: { comparison_operator: 'gt', threshold: 5, query: 'up' },
};

test.each([
  ['prometheus', prometheusRule],
  [
    'prometheus',
    {
      type: 'composite',
      document: {
        and: [
          { ...documentOf(cpuRule()), type: 'gnocchi_resources_threshold' },
          { ...documentOf(prometheusRule), type: 'prometheus' },
        ],
      },
    },
  ],
  ['octavia', { type: 'loadbalancer_member_health', document: { pool_id: 'p' } }],
] as const)(
  'a look that waits for %s is handed to its own lookers, which ask it and look again by themselves',
  async (service, rule) => {
    let asked = 0;
    const sources = {
      prometheus: {
        async query() {
          asked += 1;
          return { kind: 'values', values: [7] } as const;
        },
      },
      async members() {
        asked += 1;
        return { kind: 'listed', members: [] } as const;
      },
    };
    const handed: LookMessage[] = [];
    const elsewhere = {
      [service]: {
        async send(message: LookMessage) {
          handed.push(message);
        },
      },
    };
    const world = lookWorld({ sources, elsewhere });
    const alarm = await world.create({ rule });
    await world.work();
    expect(asked).toBe(0);
    expect(handed).toMatchObject([{ projectId: alarm.projectId, alarmId: alarm.id }]);
    expect(world.queue).toEqual([]);

    await lookAtAlarm({ ...world, elsewhere: {} }, alarm);
    expect(asked).toBe(1);
    expect(world.queue).toMatchObject([{ message: { alarmId: alarm.id } }]);
  },
);

test('an alarm on our own measures is looked at at once, whatever waits for services elsewhere', async () => {
  const never = {
    async send() {
      throw new Error('nothing waits elsewhere');
    },
  };
  const world = lookWorld({ elsewhere: { prometheus: never, octavia: never, gnocchi: never } });
  const alarm = await world.create({ rule: cpuRule({ evaluation_periods: 1 }) });
  await world.measure('cpu', constantly(20, 0, 1));
  await world.work();
  expect(await world.state(alarm)).toBe('alarm');
});
