import { expect, test } from 'vitest';
import { syncDueRules } from '../../../../functions/alarming/app/rules/sync-due-rules.ts';
import { after } from '../../../../functions/platform/core/instant.ts';
import { eventWorld } from '../../../events/support/event-world.ts';
import { memoryAlarms } from '../../../fakes/alarms.ts';
import { aChange, anAlarm } from '../../support/alarm.ts';
import { handClock } from '../../support/delivery.ts';

/** Alarms whose rules are due, some of which can never be put. */
async function arrange(bad: number, good: number) {
  const clock = handClock();
  const { ports } = eventWorld(memoryAlarms(clock));
  const alarms = Array.from({ length: bad + good }, () => anAlarm());
  for (const alarm of alarms) {
    // oxlint-disable-next-line no-await-in-loop -- in order
    await ports.alarms.create(alarm, aChange(alarm));
    clock.set(after(clock.now(), 0.001));
  }
  const unable = new Set(alarms.slice(0, bad).map(({ id }) => id));
  const { alarmRules } = ports;
  const logged: unknown[] = [];
  const world = {
    ...ports,
    clock,
    log: { ...ports.log, error: (_: string, fields?: object) => void logged.push(fields) },
    alarmRules: {
      ...alarmRules,
      put: (...given: Parameters<typeof alarmRules.put>) =>
        unable.has(given[0]) ? Promise.reject(new Error('bad row')) : alarmRules.put(...given),
    },
  };
  const onBus = async () => (await alarmRules.list()).map(({ key }) => key);
  const sweep = async () => {
    clock.set(after(clock.now(), 60));
    return syncDueRules(world).catch((error: unknown) => error);
  };
  return { alarms, clock, logged, onBus, ports, sweep };
}

test('a rule that cannot be synced keeps no other from it, is logged, and makes the sweep fail', async () => {
  const { alarms, logged, onBus, sweep } = await arrange(1, 3);
  expect(await sweep()).toBeInstanceOf(AggregateError);
  expect((await onBus()).toSorted()).toEqual(
    alarms
      .slice(1)
      .map(({ id }) => id)
      .toSorted(),
  );
  expect(logged).toMatchObject([{ alarmId: alarms[0]?.id, projectId: 'p1' }]);
});

test('more rules that cannot be synced than a sweep takes do not keep the others from it', async () => {
  const { alarms, onBus, sweep } = await arrange(120, 2);
  await sweep();
  await sweep();
  await sweep();
  expect((await onBus()).toSorted()).toEqual(
    alarms
      .slice(120)
      .map(({ id }) => id)
      .toSorted(),
  );
});

test('a rule that could not be synced is tried again after ten minutes', async () => {
  const { alarms, clock, ports, sweep } = await arrange(1, 0);
  await sweep();
  expect(await sweep()).toBe(0);
  clock.set(after(clock.now(), 540));
  expect(await syncDueRules({ ...ports, clock })).toBe(1);
  expect(await ports.alarmRules.list()).toMatchObject([{ key: alarms[0]?.id }]);
});
