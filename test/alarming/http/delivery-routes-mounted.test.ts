import { expect, test } from 'vitest';
import { alarmingWorld } from '../support/alarming-world.ts';
import { deliveryOf } from '../support/delivery.ts';

const path = '/v2/deliveries';

test('the caller sees the deliveries of their project', async () => {
  const { deliveries, send } = alarmingWorld();
  const own = deliveryOf({ projectId: 'p1', state: 'dead' });
  await deliveries.put(own);
  await deliveries.put(deliveryOf({ projectId: 'p2' }));
  const { status, json } = await send('GET', `${path}/?state=dead`);
  expect([status, json.length, json[0].delivery_id]).toEqual([200, 1, own.id]);
});

test('a delivery that is redelivered is on its queue', async () => {
  const { deliveries, deliveryQueue, send } = alarmingWorld();
  const dead = deliveryOf({ projectId: 'p1', state: 'dead', attempt: 12 });
  await deliveries.put(dead);
  const { status, headers } = await send('POST', `${path}/${dead.id}/redeliver`);
  expect(status).toBe(202);
  expect(headers.get('x-openstack-request-id')).toMatch(/^req-/);
  expect(deliveryQueue.sent.map(({ message }) => message.attempt)).toEqual([13]);
  expect((await send('POST', `${path}/redeliver`)).json).toEqual([]);
});

test.each([
  ['GET', `${path}?color=red`, '400 Unknown argument: "color"'],
  ['POST', `${path}/x/redeliver`, '404 Delivery x not found'],
  ['DELETE', path, '405 The method DELETE is not allowed for this resource.'],
  ['GET', `${path}/x/redeliver`, '405 The method GET is not allowed for this resource.'],
  ['GET', `${path}/x`, '404 The resource could not be found.'],
])('%s %s answers %s in Aodh’s format', async (method, url, words) => {
  const { refusal } = alarmingWorld();
  expect(await refusal(method, url)).toBe(words);
});

test('a reader may not redeliver', async () => {
  const { refusal } = alarmingWorld();
  expect(await refusal('POST', `${path}/redeliver`, undefined, { role: 'reader' })).toBe(
    '403 RBAC Authorization Failed',
  );
});

test('deliveries are not shown without a token', async () => {
  const { send } = alarmingWorld();
  expect((await send('GET', path, undefined, { headers: { 'x-auth-token': '' } })).status).toBe(
    401,
  );
});
