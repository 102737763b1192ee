import { expect, test } from 'vitest';
import { requeueDueDeliveries } from '../../../../functions/alarming/app/deliveries/requeue-due-deliveries.ts';
import { after } from '../../../../functions/platform/core/instant.ts';
import { deliveryOf, start } from '../../support/delivery.ts';
import { deliveryWorld } from '../../support/delivery-world.ts';

test('a delivery that cannot be requeued keeps no other from it, is logged, and makes the sweep fail', async () => {
  const { ports, queue, deliveries, logged } = deliveryWorld();
  const bad = deliveryOf({ dueAt: after(start, -9) });
  const good = [8, 7].map((seconds) => deliveryOf({ dueAt: after(start, -seconds) }));
  await Promise.all([bad, ...good].map((each) => deliveries.put(each)));
  const failing = {
    ...ports,
    deliveries: {
      ...deliveries,
      get: (projectId: string, id: string) =>
        id === bad.id ? Promise.reject(new Error('bad row')) : deliveries.get(projectId, id),
    },
  };
  await expect(requeueDueDeliveries(failing, 10)).rejects.toThrow(AggregateError);
  expect(queue.sent.map(({ message }) => message.attempt)).toEqual([1, 1]);
  expect(logged).toMatchObject([{ fields: { deliveryId: bad.id } }]);
});

test('a delivery that the index lists, but that is no longer due, is left alone', async () => {
  const { ports, queue, deliveries } = deliveryWorld();
  const delivered = deliveryOf({ state: 'delivered' });
  await deliveries.put(delivered);
  const lagging = { ...ports, deliveries: { ...deliveries, due: async () => [delivered] } };
  expect(await requeueDueDeliveries(lagging, 10)).toBe(0);
  expect(queue.sent).toEqual([]);
  expect(await deliveries.get(delivered.projectId, delivered.id)).toEqual(delivered);
});

test("a project's backlog leaves the deliveries of other projects their turn", async () => {
  const { ports, queue, deliveries } = deliveryWorld();
  const crowd = Array.from({ length: 60 }, () =>
    deliveryOf({ projectId: 'crowd', dueAt: after(start, -60) }),
  );
  const others = ['one', 'two'].map((projectId) =>
    deliveryOf({ projectId, dueAt: after(start, -1) }),
  );
  await Promise.all([...crowd, ...others].map((each) => deliveries.put(each)));
  expect(await requeueDueDeliveries(ports, 10)).toBe(10);
  const projects = queue.sent.map(({ message }) => message.projectId);
  expect(projects.filter((project) => project !== 'crowd').toSorted()).toEqual(['one', 'two']);
});
