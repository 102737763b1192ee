import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CandidateRows } from '../../../functions/events/candidate-ports.ts';
import { keysOfEvent } from '../../../functions/events/core/candidate-key.ts';
import type { Sharer } from '../../../functions/alarming/core/rule/rule-place.ts';
import type { RulePlaces } from '../../../functions/alarming/rule-ports.ts';

const newAlarm = (projectId = 'p1') => ({ id: randomUUID(), projectId });

const aSharer = (
  over: { readonly alarmId?: string; version?: number; eventType?: string } = {},
) => {
  const { alarmId = randomUUID(), version = 1, eventType = '*' } = over;
  const rule = { event: { eventType, query: [] }, projectId: 'p1', enabled: true };
  return { alarmId, projectId: 'p1', version, rule } satisfies Sharer;
};

const eventOf = (eventType: string) => ({ eventType, traits: new Map() });

export function rulePlacesSuite(
  open: () => Promise<{ readonly places: RulePlaces; readonly rows: CandidateRows }>,
): void {
  let places: RulePlaces;
  let rows: CandidateRows;
  beforeEach(async () => {
    ({ places, rows } = await open());
  });

  /** The alarms found by the keys of an event of this type, and their versions. */
  const foundBy = async (eventType: string, projectId = 'p1') => {
    const keys = keysOfEvent(eventOf(eventType), () => true);
    const lists = await Promise.all(keys.map((key) => rows.ofKey(projectId, key)));
    return lists.flat().map(({ alarmId, version }) => ({ alarmId, version }));
  };
  /** As a use case does. */
  const settle = async (sharer: Sharer) => {
    const place = await places.share(sharer);
    if (place.kind === 'shared') await places.announce(place);
    return place;
  };
  const leave = async (alarmId: string) => {
    const place = await places.get(alarmId);
    if (place?.kind === 'shared') await places.leaveFormer(place);
  };
  const ids = async (...from: Parameters<typeof foundBy>) =>
    (await foundBy(...from)).map(({ alarmId }) => alarmId).toSorted();

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
    test('are found by the events that their rule may match, with their rule, and by no others', async () => {
      const [a, b, other] = [aSharer(), aSharer(), aSharer({ eventType: 'one.type' })];
      await Promise.all([a, b, other].map(settle));
      expect(await ids('any')).toEqual([a.alarmId, b.alarmId].toSorted());
      expect(await ids('one.type')).toEqual([a, b, other].map((x) => x.alarmId).toSorted());
      expect(await ids('any', 'p2')).toEqual([]);
      const [key] = keysOfEvent(eventOf('one.type'), (shape) => shape === 'T');
      const [found] = key ? await rows.ofKey('p1', key) : [];
      expect(found).toMatchObject({ rule: { event: other.rule.event, enabled: true } });
    });

    test('stay where they were until they are left, once their rule has changed', async () => {
      const first = aSharer({ eventType: 'first' });
      const next = aSharer({ alarmId: first.alarmId, version: 2, eventType: 'one.type' });
      await settle(first);
      await settle(next);
      expect(await foundBy('first')).toHaveLength(1);
      expect(await foundBy('one.type')).toHaveLength(1);
      await leave(first.alarmId);
      expect(await foundBy('first')).toEqual([]);
      expect(await foundBy('one.type')).toEqual([{ alarmId: first.alarmId, version: 2 }]);
      expect(await places.get(first.alarmId)).not.toHaveProperty('former');
      expect(await places.take({ id: first.alarmId, projectId: 'p1' }, 300)).toBe('shared');
    });

    test('stay found when they move back before they leave', async () => {
      const first = aSharer({ eventType: 'first' });
      await settle(first);
      const second = await settle(
        aSharer({ alarmId: first.alarmId, version: 2, eventType: 'second' }),
      );
      await settle(aSharer({ alarmId: first.alarmId, version: 3, eventType: 'first' }));
      if (second.kind === 'shared') await places.leaveFormer(second);
      expect(await foundBy('first')).toEqual([{ alarmId: first.alarmId, version: 3 }]);
      await leave(first.alarmId);
      expect(await foundBy('first')).toHaveLength(1);
      expect(await foundBy('second')).toEqual([]);
    });

    test('are not replaced by an earlier version that comes late', async () => {
      const first = aSharer({ version: 1, eventType: 'first' });
      const next = aSharer({ alarmId: first.alarmId, version: 2, eventType: 'one.type' });
      await settle(next);
      expect(await settle(first)).toMatchObject({ version: 2 });
      expect(await foundBy('first')).toEqual([]);
      expect(await places.get(first.alarmId)).toMatchObject({ kind: 'shared', version: 2 });
    });

    test('end with the latest version, even under concurrency', async () => {
      const alarmId = randomUUID();
      const versions = Array.from({ length: 6 }, (_, index) =>
        aSharer({ alarmId, version: index + 1, eventType: `type.${index % 3}` }),
      );
      await Promise.all(versions.map(settle));
      await leave(alarmId);
      const found = await Promise.all([0, 1, 2].map((each) => foundBy(`type.${each}`)));
      expect(found.flat()).toEqual([{ alarmId, version: 6 }]);
    });

    test('are gone from all their places once released', async () => {
      const sharer = aSharer({ eventType: 'first' });
      await settle(sharer);
      await settle(aSharer({ alarmId: sharer.alarmId, version: 2, eventType: 'second' }));
      await places.release(sharer.alarmId);
      expect(await foundBy('first')).toEqual([]);
      expect(await foundBy('second')).toEqual([]);
      expect(await places.get(sharer.alarmId)).toBeUndefined();
    });

    test('change the version at each announcement, leaving and release', async () => {
      const versions: string[] = [];
      const note = async () => versions.push(JSON.stringify(await rows.version('p1')));
      const sharer = aSharer({ eventType: 'first' });
      const place = await settle(sharer);
      await note();
      if (place.kind === 'shared') await places.announce(place);
      await note();
      await settle(aSharer({ alarmId: sharer.alarmId, version: 2, eventType: 'second' }));
      await note();
      await leave(sharer.alarmId);
      await note();
      await places.release(sharer.alarmId);
      await note();
      expect(new Set(versions).size).toBe(5);
    });

    test('count all shapes of their keys, however many are announced at once', async () => {
      const types = ['a', 'a.*', '*', '*.a.*'];
      await Promise.all(types.map((eventType) => settle(aSharer({ eventType }))));
      expect(await rows.shapes('p1')).toEqual(new Set(['T', 'P1', 'A', 'S']));
      expect((await rows.version('p1')).shapes).toBe(4);
      expect((await rows.version('p2')).shapes).toBe(0);
    });

    test('that no event can match are nowhere', async () => {
      const query = [{ field: 'traits.a', op: 'eq', type: 'integer', value: 'x' }] as const;
      const sharer = aSharer();
      const rule = { ...sharer.rule, event: { eventType: '*', query } };
      await settle({ ...sharer, rule });
      await settle({ ...sharer, rule });
      expect(await foundBy('any')).toEqual([]);
      expect(await places.get(sharer.alarmId)).toMatchObject({ kind: 'shared' });
    });
  });

  test('the table is whole once it is marked', async () => {
    expect(await places.isWhole()).toBe(false);
    expect((await rows.version('p1')).complete).toBe(false);
    await places.markWhole();
    expect(await places.isWhole()).toBe(true);
    expect((await rows.version('p1')).complete).toBe(true);
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
