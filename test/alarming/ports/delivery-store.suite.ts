import { beforeAll, describe, expect, test } from 'vitest';
import {
  attempted,
  type Delivery,
  restarted,
} from '../../../functions/alarming/core/delivery/delivery.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import type { DeliveryStore } from '../../../functions/alarming/delivery-ports.ts';
import { deliveryOf, start } from '../support/delivery.ts';

const limit = 100;
const random = () => crypto.randomUUID();
const summary = ({ body: _body, ...rest }: Delivery) => rest;

/** What every implementation of DeliveryStore must do. */
export function deliveryStoreSuite(name: string, make: () => Promise<DeliveryStore>): void {
  describe(`DeliveryStore on ${name}`, () => {
    let store: DeliveryStore;
    beforeAll(async () => {
      store = await make();
    });

    test('a stored delivery is returned unchanged, and only within its project', async () => {
      const unreachable = { kind: 'unreachable', reason: 'ECONNREFUSED' } as const;
      const { delivery } = attempted(
        deliveryOf({ version: 0, body: { text: '{"ä": 1}' } }),
        { at: start, outcome: unreachable, latencyMilliseconds: 12, answer: '' },
        start,
        { jitter: 0.5 },
      );
      expect(await store.put(delivery)).toBe('stored');
      expect(await store.get(delivery.projectId, delivery.id)).toEqual(delivery);
      expect(await store.get('another project', delivery.id)).toBeUndefined();
    });

    test('one of two concurrent writes of the same version succeeds', async () => {
      const delivery = deliveryOf();
      const outcomes = await Promise.all([store.put(delivery), store.put(delivery)]);
      expect(outcomes.toSorted()).toEqual(['stale', 'stored']);
      const next = restarted(delivery, start);
      expect(await store.put(next)).toBe('stored');
      expect(await store.put(next)).toBe('stale');
      expect(await store.put(delivery)).toBe('stale');
    });

    test('a later version without a row is stale', async () => {
      expect(await store.put(deliveryOf({ version: 2 }))).toBe('stale');
    });

    test('lists newest first, within the limit, by alarm, state and time', async () => {
      const projectId = random();
      const [old, middle, young] = [
        deliveryOf({ projectId, createdAt: start, state: 'dead', alarmId: 'a' }),
        deliveryOf({ projectId, createdAt: after(start, 1), state: 'delivered', alarmId: 'b' }),
        deliveryOf({ projectId, createdAt: after(start, 2), state: 'failed', alarmId: 'a' }),
      ];
      await Promise.all([store.put(middle), store.put(young), store.put(old)]);
      await store.put(deliveryOf({ projectId: random() }));

      expect(await store.list(projectId, { limit })).toEqual([young, middle, old].map(summary));
      expect(await store.list(projectId, { limit: 1 })).toEqual([young].map(summary));
      expect(await store.list(projectId, { limit, alarmId: 'a' })).toEqual(
        [young, old].map(summary),
      );
      expect(await store.list(projectId, { limit, states: ['dead', 'delivered'] })).toEqual(
        [middle, old].map(summary),
      );
      expect(await store.list(projectId, { limit, since: middle.createdAt })).toEqual(
        [young, middle].map(summary),
      );
      expect(
        await store.list(projectId, { limit, alarmId: 'a', states: ['dead'], since: start }),
      ).toEqual([old].map(summary));
      expect(await store.list(projectId, { limit, after: young })).toEqual(
        [middle, old].map(summary),
      );
      expect(await store.list(projectId, { limit: 1, after: young })).toEqual(
        [middle].map(summary),
      );
    });

    test('a long body is kept through all attempts, and shared by the deliveries of a firing', async () => {
      const projectId = random();
      const body = { text: JSON.stringify({ text: 'long '.repeat(1000) }) };
      const [first, second] = [deliveryOf({ projectId, body }), deliveryOf({ projectId, body })];
      await Promise.all([store.put(first), store.put(second)]);
      const next = restarted(first, start);
      await store.put(next);
      expect(await store.get(projectId, first.id)).toEqual(next);
      expect(await store.get(projectId, second.id)).toEqual(second);
    });

    test('of deliveries written in the same moment, one that was written before stops no other', async () => {
      const projectId = random();
      const body = { text: JSON.stringify({ text: 'long '.repeat(100) }) };
      const rows = Array.from({ length: 40 }, () =>
        deliveryOf({ projectId, body, firingId: random() }),
      );
      const [before, ...others] = rows;
      if (before) await store.put({ ...before, state: 'dead' });
      const outcomes = await Promise.all(
        [...rows, ...others.slice(0, 2)].map((row) => store.put(row)),
      );
      expect(outcomes).toEqual(['stale', ...others.map(() => 'stored'), 'stale', 'stale']);
      const found = await Promise.all(rows.map(({ id }) => store.get(projectId, id)));
      expect(found).toEqual([before && { ...before, state: 'dead' }, ...others]);
    });

    test('a list goes on after a delivery, also among those of the same instant', async () => {
      const projectId = random();
      const rows = Array.from({ length: 5 }, (_, i) =>
        deliveryOf({ projectId, createdAt: after(start, Math.floor(i / 2)) }),
      );
      await Promise.all(rows.map((row) => store.put(row)));
      const whole = await store.list(projectId, { limit });
      expect(whole).toHaveLength(5);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (const [index, place] of whole.entries())
        expect(await store.list(projectId, { limit, after: place })).toEqual(
          whole.slice(index + 1),
        );
    });

    test('a delivery is due from its due time until it ends', async () => {
      const projectId = random();
      const due = deliveryOf({ projectId, dueAt: start });
      const later = deliveryOf({ projectId, dueAt: after(start, 60) });
      await Promise.all([store.put(due), store.put(later), store.put(deliveryOf({ projectId }))]);
      const mine = async (seconds: number) =>
        (await store.due(after(start, seconds), limit))
          .filter((row) => row.projectId === projectId)
          .map(({ id }) => id);

      expect(await mine(-1)).toEqual([]);
      expect(await mine(0)).toEqual([due.id]);
      expect((await mine(60)).toSorted()).toEqual([due.id, later.id].toSorted());

      await store.put({ ...due, state: 'delivered', dueAt: null, version: 2 });
      expect(await mine(0)).toEqual([]);
    });
  });
}
