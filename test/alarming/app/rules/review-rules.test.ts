import { archiveRuleKey } from '../../../../functions/contract/rule-quota.ts';
import { describe, expect, test } from 'vitest';
import { reviewRules } from '../../../../functions/alarming/app/rules/review-rules.ts';
import { syncAlarmRule } from '../../../../functions/alarming/app/rules/sync-alarm-rule.ts';
import { sharedKeys, sharedPattern } from '../../../../functions/events/core/shared-rule.ts';
import type { Sharer } from '../../../../functions/alarming/core/rule/rule-place.ts';
import { standingClock } from '../../../support/clock.ts';
import { after } from '../../../../functions/platform/core/instant.ts';
import { aChange, anAlarm } from '../../support/alarm.ts';
import { handClock } from '../../support/delivery.ts';
import { cpuRule, lookWorld } from '../../support/look-world.ts';
import { anEvent, eventWorld } from '../../../events/support/event-world.ts';

/** Two alarms with their own rules, and two that share one. */
async function reviewWorld() {
  const world = eventWorld({ ruleLimit: 2 });
  const clock = handClock();
  const mended: unknown[] = [];
  const ports = {
    ...world.ports,
    clock,
    log: { info() {}, error() {}, warn: (_: string, fields?: object) => void mended.push(fields) },
    settings: { ...world.ports.settings, deployment: 'first' },
  };
  await Promise.all(sharedKeys.map((key) => ports.alarmRules.ensure(key, sharedPattern(key))));
  const alarms = [anAlarm(), anAlarm(), anAlarm(), anAlarm()] as const;
  for (const alarm of alarms) {
    // oxlint-disable-next-line no-await-in-loop -- in order
    await ports.alarms.create(alarm, aChange(alarm));
    // oxlint-disable-next-line no-await-in-loop -- in order
    await syncAlarmRule(ports, alarm);
  }
  return { world, ports, clock, mended, alarms };
}

const keys = async ({ ports }: Awaited<ReturnType<typeof reviewWorld>>) =>
  (await ports.alarmRules.list()).map(({ key }) => key).toSorted();

/** Two alarms that share rules and were placed by that release, which has reviewed them, too. */
async function keptWorld() {
  const clock = standingClock();
  const world = eventWorld({ ruleLimit: 0, whole: false, clock });
  const settings = { ...world.ports.settings, deployment: 'first' };
  const ports = { ...world.ports, settings };
  const alarms = ['compute.instance.create', 'compute.*'].map((eventType) =>
    anAlarm({ rule: { type: 'event', event: { eventType, query: [] } }, repeatActions: true }),
  );
  for (const alarm of alarms) {
    // oxlint-disable-next-line no-await-in-loop -- in order
    await ports.alarms.create(alarm, aChange(alarm));
    const { id: alarmId, projectId, version, enabled, rule } = alarm;
    if (rule.type !== 'event') continue;
    const { event } = rule;
    ports.rulePlaces.placeBefore({
      alarmId,
      projectId,
      version,
      rule: { event, projectId, enabled },
    });
  }
  await ports.ruleReviews.record({ deployment: 'first', nextAt: '9999' });
  await Promise.all(sharedKeys.map((key) => ports.alarmRules.ensure(key, sharedPattern(key))));
  const fires = async (id: string) => {
    ports.deliveryQueue.sent.length = 0;
    await world.publish(anEvent({ id }));
    return ports.deliveryQueue.sent.length;
  };
  return { ports, clock, fires, alarms };
}

describe('a review of the rules', () => {
  test('leaves the rule of the log of events alone', async () => {
    const { ports } = await reviewWorld();
    await ports.alarmRules.ensure(archiveRuleKey, { source: ['taibai'] });
    expect(await reviewRules(ports)).toEqual({ mended: 0, left: 0 });
    expect((await ports.alarmRules.list()).map(({ key }) => key)).toContain(archiveRuleKey);
  });

  test('finds no differences if there are none, and is due again after an hour', async () => {
    const { ports, clock, mended } = await reviewWorld();
    expect(await reviewRules(ports)).toEqual({ mended: 0, left: 0 });
    await ports.alarmRules.remove((await ports.alarms.listAll())[0]?.id ?? '');
    clock.set(after(clock.now(), 3599));
    expect(await reviewRules(ports)).toEqual({ mended: 0, left: 0 });
    clock.set(after(clock.now(), 1));
    expect(await reviewRules(ports)).toEqual({ mended: 1, left: 0 });
    expect(mended).toHaveLength(1);
  });

  test('puts rules again whose targets are of the release before, shared ones too', async () => {
    const { ports, mended, alarms } = await reviewWorld();
    const shared = sharedKeys[0] ?? '';
    const outdated = [alarms[0].id, shared];
    const { alarmRules } = ports;
    const list = async () =>
      (await alarmRules.list()).map((rule) => ({
        ...rule,
        isOutdated: outdated.includes(rule.key),
      }));
    await reviewRules({ ...ports, alarmRules: { ...alarmRules, list } });
    expect(mended).toEqual([
      { difference: 'unshared', key: shared },
      { difference: 'unplaced', alarm: { id: alarms[0].id, projectId: 'p1' } },
    ]);
  });

  test('restores rules that were deleted or changed by hand, and every alarm fires again', async () => {
    const review = await reviewWorld();
    const { ports, world, alarms, mended } = review;
    const before = await keys(review);
    const shared = before.find((key) => key.startsWith('shared-')) ?? '';
    await ports.alarmRules.remove(alarms[0].id);
    await ports.alarmRules.remove(shared);
    await ports.alarmRules.put(alarms[1].id, { source: ['something else'] }, true);
    await reviewRules(ports);
    expect(await keys(review)).toEqual(before);
    expect(mended).toEqual([
      { difference: 'unshared', key: shared },
      { difference: 'unplaced', alarm: { id: alarms[0].id, projectId: 'p1' } },
      { difference: 'unplaced', alarm: { id: alarms[1].id, projectId: 'p1' } },
    ]);
    await world.publish(anEvent());
    expect(ports.deliveryQueue.sent).toHaveLength(4);
  });

  test('removes rules and places that no alarm needs', async () => {
    const review = await reviewWorld();
    const { ports, alarms } = review;
    const [own, , shared] = alarms;
    await ports.alarms.remove(own);
    await ports.alarms.remove(shared);
    await ports.alarmRules.put(anAlarm().id, { source: ['taibai'] }, true);
    expect(await reviewRules(ports)).toEqual({ mended: 3, left: 0 });
    expect(await keys(review)).toEqual([alarms[1].id, ...sharedKeys].toSorted());
    expect(await ports.rulePlaces.list()).toHaveLength(2);
  });

  test('restores all rules at once after a new deployment over retained alarms', async () => {
    const review = await reviewWorld();
    const { ports } = review;
    await reviewRules(ports);
    const before = await keys(review);
    await Promise.all(before.map((key) => ports.alarmRules.remove(key)));
    const later = { ...ports, settings: { ...ports.settings, deployment: 'second' } };
    expect(await reviewRules(later)).toEqual({
      mended: sharedKeys.length + 2,
      left: 0,
    });
    expect(await keys(review)).toEqual(before);
  });

  test('places an alarm whose creation was interrupted before its rule was put', async () => {
    const review = await reviewWorld();
    const alarm = anAlarm();
    await review.ports.alarms.create(alarm, aChange(alarm));
    await reviewRules(review.ports);
    expect((await review.ports.rulePlaces.get(alarm.id))?.kind).toBe('shared');
  });

  test('mends a limited number in one run, and the rest in the next', async () => {
    const review = await reviewWorld();
    const { ports } = review;
    await Promise.all(
      Array.from({ length: 320 }, () => ports.alarmRules.put(anAlarm().id, {}, true)),
    );
    expect(await reviewRules(ports)).toEqual({ mended: 300, left: 20 });
    expect(await reviewRules(ports)).toEqual({ mended: 20, left: 0 });
  });

  test('that fails for one alarm mends the others, and is due again', async () => {
    const review = await reviewWorld();
    const { ports, alarms, clock } = review;
    await ports.alarmRules.remove(alarms[0].id);
    await ports.alarmRules.remove(alarms[1].id);
    const { alarmRules } = ports;
    const failing = {
      ...ports,
      alarmRules: {
        ...alarmRules,
        put: (...given: Parameters<typeof alarmRules.put>) =>
          given[0] === alarms[0].id
            ? Promise.reject(new Error('throttled'))
            : alarmRules.put(...given),
      },
    };
    await expect(reviewRules(failing)).rejects.toThrow('rules not mended');
    expect(await keys(review)).toContain(alarms[1].id);
    expect(await reviewRules(ports)).toEqual({ mended: 0, left: 0 });
    clock.set(after(clock.now(), 600));
    expect(await reviewRules(ports)).toEqual({ mended: 1, left: 0 });
  });

  test('comes to every difference, although more than it mends in one run fail for ever', async () => {
    const { ports, clock, alarms } = await reviewWorld();
    const { alarmRules } = ports;
    await alarmRules.remove(alarms[0].id);
    await Promise.all(Array.from({ length: 320 }, () => alarmRules.put(anAlarm().id, {}, true)));
    const failing = {
      ...ports,
      alarmRules: { ...alarmRules, remove: () => Promise.reject(new Error('not to be removed')) },
    };
    for (let run = 1; run <= 40; run += 1) {
      clock.set(after(clock.now(), 60.007));
      // oxlint-disable-next-line no-await-in-loop -- one run after the other
      await reviewRules(failing).catch(() => {});
    }
    expect((await alarmRules.list()).map(({ key }) => key)).toContain(alarms[0].id);
  });

  describe('of a table that release 0.2 has written', () => {
    test('moves its rows, marks the table an hour later, and misses no event before, between and after', async () => {
      const { ports, clock, fires, alarms } = await keptWorld();
      expect(await fires('m1')).toBe(2);
      expect(await reviewRules(ports)).toEqual({ mended: 2, left: 0 });
      expect(await fires('m2')).toBe(2);
      expect(await ports.rulePlaces.isWhole()).toBe(false);
      clock.advance(3600);
      // The old rows are removed.
      expect(await reviewRules(ports)).toEqual({ mended: 2, left: 0 });
      expect(await fires('m3')).toBe(2);
      expect(await ports.rulePlaces.isWhole()).toBe(true);
      clock.advance(3600);
      expect(await reviewRules(ports)).toEqual({ mended: 0, left: 0 });
      expect(await fires('m4')).toBe(2);
      expect(await ports.rulePlaces.list()).toHaveLength(alarms.length);
    });

    test('does not mark the table while rows of that release are left', async () => {
      const { ports, clock, fires, alarms } = await keptWorld();
      const failing = {
        ...ports,
        rulePlaces: {
          ...ports.rulePlaces,
          share: (sharer: Sharer) =>
            sharer.alarmId === alarms[0]?.id
              ? Promise.reject(new Error('throttled'))
              : ports.rulePlaces.share(sharer),
        },
      };
      for (let run = 1; run <= 5; run += 1) {
        // oxlint-disable-next-line no-await-in-loop -- one run after the other
        await expect(reviewRules(failing)).rejects.toThrow('rules not mended');
        // oxlint-disable-next-line no-await-in-loop -- see above
        expect(await fires(`m${run}`)).toBe(2);
        clock.advance(3600);
      }
      expect(await ports.rulePlaces.isWhole()).toBe(false);
    });

    test('marks a table that no release has reviewed before', async () => {
      const { ports } = await keptWorld();
      const fresh = { ...eventWorld({ whole: false }).ports, settings: ports.settings };
      await reviewRules(fresh);
      expect(await fresh.rulePlaces.isWhole()).toBe(true);
    });
  });

  test('puts the shared rules before any alarm needs them', async () => {
    const { ports } = eventWorld();
    const first = {
      ...ports,
      clock: handClock(),
      settings: { ...ports.settings, deployment: 'a' },
    };
    expect(await reviewRules(first)).toEqual({ mended: sharedKeys.length, left: 0 });
    const put = (await ports.alarmRules.list()).map(({ key }) => key);
    expect(put.toSorted()).toEqual(sharedKeys.toSorted());
  });
});

test.each([
  ['elsewhere', undefined],
  ['of its own', lookWorld().watches],
])(
  'a review makes alarms ask for their measures where the deployment has them now: %s',
  async (_, watches) => {
    const { ports, clock } = await reviewWorld();
    const { lookQueue, looks, known, queue, watches: own } = lookWorld();
    const before = watches ? undefined : own;
    const reviewing = { ...ports, measures: { clock, looks, lookQueue, known, watches: before } };
    const alarm = anAlarm({ rule: cpuRule() });
    await ports.alarms.create(alarm, aChange(alarm));
    await syncAlarmRule(reviewing, alarm);
    const moved = { ...reviewing, measures: { ...reviewing.measures, watches } };
    queue.length = 0;
    expect(await reviewRules(moved)).toEqual({ mended: 1, left: 0 });
    expect((await looks.get(alarm))?.targets).toHaveLength(watches ? 1 : 0);
    expect(queue.map(({ message }) => message.alarmId)).toEqual([alarm.id]);
    clock.set(after(clock.now(), 3601));
    expect(await reviewRules(moved)).toEqual({ mended: 0, left: 0 });
  },
);
