import { Hono } from 'hono/quick';
import { describe, expect, test } from 'vitest';
import type { Role } from '../../../functions/platform/core/caller.ts';
import { Fault } from '../../../functions/platform/core/fault.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import type { Authenticated } from '../../../functions/platform/http/authenticate.ts';
import { deliveryRoutes } from '../../../functions/alarming/http/delivery-routes.ts';
import { deliveryIdOf, deliveryOf, messageOf, start } from '../support/delivery.ts';
import { answering, deliveryWorld } from '../support/delivery-world.ts';

/** The routes for a caller with these roles; a fault is answered with its code. */
function apiOver(world: ReturnType<typeof deliveryWorld>, ...roles: readonly Role[]) {
  return new Hono<Authenticated>()
    .use(async (context, next) => {
      const implied: readonly Role[] = roles.includes('member') ? ['reader'] : [];
      context.set('caller', {
        userId: 'user',
        projectId: 'project',
        roles: [...roles, ...implied],
      });
      await next();
    })
    .route('/deliveries', deliveryRoutes(world.ports))
    .onError((error, context) => {
      if (!(error instanceof Fault)) throw error;
      return context.text(`${error.code}: ${error.message}`, 400);
    });
}

const post = (body?: string): RequestInit => ({ method: 'POST', ...(body && { body }) });

describe('GET deliveries', () => {
  test('shows the outcome of the actions, without secrets', async () => {
    const world = deliveryWorld(() => answering(404));
    await world.run([messageOf('http://user:word@a.example/hook')]);
    const response = await apiOver(world, 'reader').request('/deliveries');
    expect(await response.json()).toEqual([
      {
        delivery_id: deliveryIdOf(0),
        alarm_id: 'alarm',
        event_id: 'firing',
        message_id: null,
        acceptance_id: null,
        position: 0,
        url: 'http://a.example/hook',
        state: 'failed',
        created_at: '2026-11-23T10:00:00.000000',
        updated_at: '2026-11-23T10:00:00.000000',
        attempts: [
          {
            attempt: 1,
            at: '2026-11-23T10:00:00.000000',
            outcome: 'rejected',
            status: 404,
            reason: null,
            latency_ms: 1,
            answer: '',
          },
        ],
      },
    ]);
  });

  test('filters by alarm, state and time, within the project', async () => {
    const world = deliveryWorld();
    const rows = [
      deliveryOf({ alarmId: 'a', state: 'dead' }),
      deliveryOf({ alarmId: 'b', state: 'dead', createdAt: after(start, 60) }),
      deliveryOf({ alarmId: 'a', state: 'delivered', createdAt: after(start, 120) }),
      deliveryOf({ alarmId: 'a', projectId: 'another project' }),
    ];
    await Promise.all(rows.map((row) => world.deliveries.put(row)));
    const ids = async (query: string) => {
      const shown: unknown = await (
        await apiOver(world, 'member').request(`/deliveries${query}`)
      ).json();
      return (Array.isArray(shown) ? shown : []).map((row) =>
        rows.findIndex(({ id }) => id === row.delivery_id),
      );
    };
    expect(await ids('')).toEqual([2, 1, 0]);
    expect(await ids('?alarm=a')).toEqual([2, 0]);
    expect(await ids('?alarm=a&state=dead')).toEqual([0]);
    expect(await ids('?since=2026-11-23T10:01:00')).toEqual([2, 1]);
    expect(await ids('?since=2026-11-23T12:01:30%2B02:00')).toEqual([2]);
    expect(await ids('?limit=1')).toEqual([2]);
  });

  test.each([
    'state=nope',
    'since=soon',
    'since=0.5',
    'limit=0',
    'limit=1e9',
    'bogus=1',
    'since=2026-13-01',
  ])('%s is refused', async (query) => {
    const response = await apiOver(deliveryWorld(), 'member').request(`/deliveries?${query}`);
    expect(await response.text()).toMatch(/^invalid: /);
  });
});

describe('POST redeliver', () => {
  test.each(['delivered', 'failed', 'dead', 'pending'] as const)(
    'makes one more attempt of a %s delivery',
    async (state) => {
      const world = deliveryWorld();
      const delivery = deliveryOf({ id: deliveryIdOf(0), state, attempt: 12 });
      await world.deliveries.put(delivery);
      const path = `/deliveries/${delivery.id}/redeliver`;
      const response = await apiOver(world, 'member').request(path, post());
      expect(response.status).toBe(202);
      expect(await response.json()).toMatchObject({ delivery_id: delivery.id, state: 'pending' });
      await world.run(world.queue.sent.splice(0).map(({ message }) => message));
      expect(world.posts).toHaveLength(1);
      expect(await world.deliveries.get('project', delivery.id)).toMatchObject({
        state: 'delivered',
        attempts: [{ attempt: 13 }],
      });
    },
  );

  test('starts a new round of retries', async () => {
    const world = deliveryWorld((_url, attempt) => answering(attempt < 20 ? 503 : 200));
    await world.run([messageOf('http://a.example/')]);
    const id = deliveryIdOf(0);
    expect((await world.deliveries.get('project', id))?.state).toBe('dead');
    await apiOver(world, 'member').request(`/deliveries/${id}/redeliver`, post());
    await world.run(world.queue.sent.splice(0).map(({ message }) => message));
    const delivery = await world.deliveries.get('project', id);
    expect(delivery).toMatchObject({ state: 'delivered', attempt: 20 });
  });

  test('finds nothing in another project', async () => {
    const world = deliveryWorld();
    const delivery = deliveryOf({ projectId: 'another project' });
    await world.deliveries.put(delivery);
    const path = `/deliveries/${delivery.id}/redeliver`;
    const response = await apiOver(world, 'admin').request(path, post());
    expect(await response.text()).toBe(`not-found: Delivery ${delivery.id} not found`);
    expect(world.queue.sent).toEqual([]);
  });

  test('redelivers what failed, or what the filter selects', async () => {
    const world = deliveryWorld();
    const rows = (['dead', 'failed', 'delivered', 'pending'] as const).map((state) =>
      deliveryOf({ state, alarmId: state }),
    );
    await Promise.all(rows.map((row) => world.deliveries.put(row)));
    const api = apiOver(world, 'member');
    const alarms = () =>
      world.queue.sent
        .splice(0)
        .map(({ message }) => message.alarmId)
        .toSorted();

    await api.request('/deliveries/redeliver', post('{"alarm": "dead"}'));
    expect(alarms()).toEqual(['dead']);
    await api.request('/deliveries/redeliver', post());
    expect(alarms()).toEqual(['failed']);
    await api.request('/deliveries/redeliver', post('{"state": "delivered"}'));
    expect(alarms()).toEqual(['delivered']);
  });

  test.each(['{', '[]', '{"ids": 1}', '"x"', 'null'])('%s is refused', async (body) => {
    const response = await apiOver(deliveryWorld(), 'member').request(
      '/deliveries/redeliver',
      post(body),
    );
    expect(await response.text()).toMatch(/^invalid: /);
  });

  test('a reader may only list', async () => {
    const api = apiOver(deliveryWorld(), 'reader');
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const path of ['/deliveries/redeliver', '/deliveries/some/redeliver'])
      expect(await (await api.request(path, post())).text()).toBe(
        'forbidden: RBAC Authorization Failed',
      );
  });

  test('a caller without a role is refused', async () => {
    expect(await (await apiOver(deliveryWorld(), 'service').request('/deliveries')).text()).toBe(
      'forbidden: RBAC Authorization Failed',
    );
  });
});
