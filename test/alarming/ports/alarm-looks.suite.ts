import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AlarmLooks } from '../../../functions/alarming/measure-ports.ts';

const anAlarm = () => ({ projectId: `p-${randomUUID()}`, id: randomUUID() });

/** What every implementation of AlarmLooks must do. */
export function alarmLooksSuite(name: string, make: () => Promise<AlarmLooks>): void {
  describe(`AlarmLooks on ${name}`, () => {
    let looks: AlarmLooks;
    beforeAll(async () => {
      looks = await make();
    });
    const target = { kind: 'name', name: 'cpu' } as const;
    const at = '2026-01-01T00:00:00.000000Z';
    const later = '2026-01-01T00:10:00.000000Z';
    const dueKeys = async (until: string) => (await looks.due(until, 500)).map(({ key }) => key);

    test('an alarm that was never looked at has none', async () => {
      expect(await looks.get(anAlarm())).toBeUndefined();
    });

    test('what an arming watches is not undone by an earlier one', async () => {
      const alarm = anAlarm();
      expect(await looks.watch(alarm, { arming: 2, targets: [target], dueAt: at })).toBe('stored');
      expect(await looks.watch(alarm, { arming: 1, targets: [] })).toBe('stale');
      expect(await looks.get(alarm)).toMatchObject({ arming: 2, targets: [target], deciding: [] });
      expect(await dueKeys(at)).toContainEqual(alarm);
    });

    test('a look is due at its time, and no longer when nothing is scheduled', async () => {
      const alarm = anAlarm();
      await looks.schedule(alarm, { nextAt: at, repeatAt: later, dueAt: at });
      expect(await looks.get(alarm)).toMatchObject({ nextAt: at, repeatAt: later });
      expect(await dueKeys('2025-12-31T23:59:59.000000Z')).not.toContainEqual(alarm);
      expect(await dueKeys(at)).toContainEqual(alarm);
      await looks.schedule(alarm, {});
      expect(await dueKeys(later)).not.toContainEqual(alarm);
      const row = await looks.get(alarm);
      expect([row?.nextAt, row?.repeatAt]).toEqual([undefined, undefined]);
    });

    test('what is handed over is due later, unless it was scheduled anew', async () => {
      const [handed, moved] = [anAlarm(), anAlarm()];
      await looks.schedule(handed, { nextAt: at, dueAt: at });
      await looks.schedule(moved, { nextAt: at, dueAt: at });
      const due = (await looks.due(at, 500)).filter(
        ({ key }) => key.id === handed.id || key.id === moved.id,
      );
      await looks.schedule(moved, {
        nextAt: '2026-01-01T00:05:00.000000Z',
        dueAt: '2026-01-01T00:05:00.000000Z',
      });
      await looks.lookAgain(due, later);
      const keys = await dueKeys('2026-01-01T00:05:00.000000Z');
      expect(keys).toContainEqual(moved);
      expect(keys).not.toContainEqual(handed);
      expect(await dueKeys(later)).toContainEqual(handed);
    });

    test('decisions of looks that run at the same time do not take each other away', async () => {
      const alarm = anAlarm();
      await Promise.all(['a', 'b', 'c'].map((each) => looks.begin(alarm, each)));
      await Promise.all([looks.end(alarm, ['a']), looks.begin(alarm, 'd')]);
      expect((await looks.get(alarm))?.deciding.toSorted()).toEqual(['b', 'c', 'd']);
      await looks.end(alarm, ['b', 'c', 'd']);
      expect((await looks.get(alarm))?.deciding).toEqual([]);
    });

    test('a look is noted if there is a row, and changes nothing else', async () => {
      const alarm = anAlarm();
      await looks.noteLook(alarm, at);
      expect(await looks.get(alarm)).toBeUndefined();
      await looks.watch(alarm, { arming: 1, targets: [target], dueAt: at });
      await looks.schedule(alarm, { nextAt: later, dueAt: later });
      const before = await looks.get(alarm);
      await looks.noteLook(alarm, at);
      expect(await looks.get(alarm)).toEqual({ ...before, lookedAt: at });
      expect(await dueKeys(later)).toContainEqual(alarm);
    });

    test('a removed one is neither there nor due', async () => {
      const alarm = anAlarm();
      await looks.watch(alarm, { arming: 1, targets: [target], dueAt: at });
      await looks.remove(alarm);
      expect(await looks.get(alarm)).toBeUndefined();
      expect(await dueKeys(later)).not.toContainEqual(alarm);
    });
  });
}
