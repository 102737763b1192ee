import { expect, test } from 'vitest';
import { createAlarm } from '../../../../functions/alarming/app/alarms/create-alarm.ts';
import { syncDueRules } from '../../../../functions/alarming/app/rules/sync-due-rules.ts';
import { eventBridgeRules } from '../../../../functions/alarming/aws/event-bridge-rules.ts';
import type { Caller } from '../../../../functions/platform/core/caller.ts';
import { after } from '../../../../functions/platform/core/instant.ts';
import { eventWorld } from '../../../events/support/event-world.ts';
import { memoryAlarms } from '../../../fakes/alarms.ts';
import { handClock } from '../../support/delivery.ts';
import { throttledBus } from '../../support/throttled-bus.ts';

const caller: Caller = { userId: 'u1', projectId: 'p1', roles: ['member', 'reader'] };
const prefix = 'taibai';

test('a storm of creations on a throttled bus fails none of them, and every alarm comes to its rule', async () => {
  const clock = handClock();
  const ruleLimit = 30;
  const { ports } = eventWorld({ ...memoryAlarms(clock), ruleLimit });
  // Half of what AWS allows.
  const bus = await throttledBus({ rules: ruleLimit + 5, callsPerSecond: 25 });
  const alarmRules = eventBridgeRules(bus.client, {
    busName: 'bus',
    namePrefix: prefix,
    hitsQueueArn: 'arn:hits',
    deadLetterQueueArn: 'arn:dead',
  });
  const world = { ...ports, clock, alarmRules };
  const created = await Promise.all(
    Array.from({ length: 100 }, (_, number) =>
      createAlarm(world, caller, {
        name: `alarm ${number}`,
        description: '',
        enabled: true,
        severity: 'low',
        rule: { type: 'event', event: { eventType: `type.${number}`, query: [] } },
        state: 'ok',
        repeatActions: false,
        okActions: [],
        alarmActions: [],
        insufficientDataActions: [],
        timeConstraints: [],
      }),
    ),
  );
  expect(created).toHaveLength(100);
  expect(bus.counted.throttled).toBeGreaterThan(0);
  for (let sweep = 0; sweep < 20; sweep += 1) {
    clock.set(after(clock.now(), 600));
    // oxlint-disable-next-line no-await-in-loop -- one sweep after the other
    await syncDueRules(world).catch(() => undefined);
    // oxlint-disable-next-line no-await-in-loop -- see above
    if ((await world.ruleSync.unsynced('9999', 100)).length === 0) break;
  }
  expect(await world.ruleSync.unsynced('9999', 100)).toEqual([]);
  const places = await world.rulePlaces.list();
  const onBus = bus.names();
  const own = places.filter(({ kind }) => kind === 'own');
  expect(places).toHaveLength(100);
  expect(onBus).toEqual(expect.arrayContaining(own.map(({ alarmId }) => `${prefix}-${alarmId}`)));
  expect(own.length).toBeLessThanOrEqual(ruleLimit);
  expect([...bus.targeted].toSorted()).toEqual(onBus.toSorted());
});
