import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { shareOf } from '../../../functions/events/core/shared-rule.ts';
import type { Sharer } from '../../../functions/alarming/core/rule/rule-place.ts';
import type { RulePlaces } from '../../../functions/alarming/ports.ts';

const newAlarm = (projectId = 'p1') => ({ id: randomUUID(), projectId });

const aSharer = (
  over: { readonly alarmId?: string; version?: number; eventType?: string } = {},
) => {
  const { alarmId = randomUUID(), version = 1, eventType = '*' } = over;
  const rule = { event: { eventType, query: [] }, projectId: 'p1', enabled: true };
  return { alarmId, projectId: 'p1', version, rule } satisfies Sharer;
};

export function rulePlacesSuite(open: () => Promise<RulePlaces>): void {
  let places: RulePlaces;
  beforeEach(async () => {
    places = await open();
  });

  describe('own rules', () => {
    test('are assigned to the first alarms, and the others share', async () => {
      const [a, b] = [newAlarm(), newAlarm()];
      expect(await places.take(a, 1)).toBe('own');
      expect(await places.take(b, 1)).toBe('shared');
      expect(await places.get(a.id)).toEqual({ kind: 'own', alarmId: a.id, projectId: 'p1' });
      expect(await places.get(b.id)).toBeUndefined();
    });

    test('stay with their alarm, also with a lower limit and in another project', async () => {
      const alarm = newAlarm();
      await places.take(alarm, 1);
      expect(await places.take(alarm, 0)).toBe('own');
      expect(await places.take({ ...alarm, projectId: 'p2' }, 0)).toBe('own');
      expect(await places.get(alarm.id)).toMatchObject({ projectId: 'p2' });
    });

    test('are free again once released, even if released twice', async () => {
      const [a, b, c] = [newAlarm(), newAlarm(), newAlarm()];
      await places.take(a, 1);
      await Promise.all([places.release(a.id), places.release(a.id)]);
      expect(await places.take(b, 1)).toBe('own');
      expect(await places.take(c, 1)).toBe('shared');
    });

    test('never exceed the limit, even under concurrency', async () => {
      const taken = await Promise.all(Array.from({ length: 12 }, () => places.take(newAlarm(), 5)));
      expect(taken.filter((kind) => kind === 'own')).toHaveLength(5);
    });

    test('are not assigned if the limit is zero', async () => {
      expect(await places.take(newAlarm(), 0)).toBe('shared');
    });
  });

  describe('sharers', () => {
    test('are found by the rule that they share, and by no other', async () => {
      const [a, b, other] = [aSharer(), aSharer(), aSharer({ eventType: 'one.type' })];
      await Promise.all([a, b, other].map((each) => places.share(each)));
      const found = await places.sharers(shareOf(a.rule));
      expect(new Set(found.map(({ alarmId }) => alarmId))).toEqual(new Set([a.alarmId, b.alarmId]));
      expect(found[0]).toMatchObject({ rule: a.rule });
      expect(await places.sharers({ ...shareOf(a.rule), scope: ['p2'] })).toEqual([]);
    });

    test('move with their rule', async () => {
      const first = aSharer();
      const next = aSharer({ alarmId: first.alarmId, version: 2, eventType: 'one.type' });
      await places.share(first);
      await places.share(next);
      expect(await places.sharers(shareOf(first.rule))).toEqual([]);
      expect(await places.sharers(shareOf(next.rule))).toHaveLength(1);
      expect(await places.take({ id: first.alarmId, projectId: 'p1' }, 300)).toBe('shared');
    });

    test('are not replaced by an earlier version that comes late', async () => {
      const first = aSharer({ version: 1 });
      const next = aSharer({ alarmId: first.alarmId, version: 2, eventType: 'one.type' });
      await places.share(next);
      await places.share(first);
      expect(await places.sharers(shareOf(first.rule))).toEqual([]);
      expect(await places.get(first.alarmId)).toMatchObject({ kind: 'shared', version: 2 });
    });

    test('end with the latest version, even under concurrency', async () => {
      const alarmId = randomUUID();
      const versions = Array.from({ length: 6 }, (_, index) =>
        aSharer({ alarmId, version: index + 1, eventType: `type.${index % 3}` }),
      );
      await Promise.all(versions.map((each) => places.share(each)));
      const shares = await Promise.all(
        versions.slice(0, 3).map(({ rule }) => places.sharers(shareOf(rule))),
      );
      expect(shares.flat().map(({ version }) => version)).toEqual([6]);
    });

    test('are gone once released', async () => {
      const sharer = aSharer();
      await places.share(sharer);
      await places.release(sharer.alarmId);
      expect(await places.sharers(shareOf(sharer.rule))).toEqual([]);
      expect(await places.get(sharer.alarmId)).toBeUndefined();
    });
  });

  test('all places are listed', async () => {
    const alarm = newAlarm();
    const sharer = aSharer();
    await places.take(alarm, 1);
    await places.share(sharer);
    const listed = await places.list();
    expect(new Set(listed.map(({ alarmId }) => alarmId))).toEqual(
      new Set([alarm.id, sharer.alarmId]),
    );
  });
}
