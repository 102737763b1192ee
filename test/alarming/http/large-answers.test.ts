import { expect, test } from 'vitest';
import { alarmingWorld } from '../support/alarming-world.ts';
import { deliveryOf } from '../support/delivery.ts';

const megabytes = 1024 * 1024;
const actions = Array.from({ length: 24 }, (_, i) => `http://h/${i}/${'x'.repeat(4000)}`);

async function manyAlarms() {
  const world = alarmingWorld();
  for (let made = 0; made < 60; made += 1)
    // oxlint-disable-next-line no-await-in-loop -- in order
    await world.create({ name: String(made), alarm_actions: actions });
  return world;
}

test('a list that is too large for a Lambda is fetched from where the answer says', async () => {
  const { send, payloads } = await manyAlarms();
  const { status, headers, json } = await send('GET', '/v2/alarms');
  expect(status).toBe(302);
  const location = headers.get('location') ?? '';
  expect(json).toEqual({ location });
  const text = payloads.objects.get(location) ?? '';
  expect(text.length).toBeGreaterThan(5 * megabytes);
  expect(JSON.parse(text)).toHaveLength(60);
});

test('pages of it are small enough, and together they are the list', async () => {
  const { send } = await manyAlarms();
  const names: string[] = [];
  let marker = '';
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const { json } = await send('GET', `/v2/alarms?sort=name&limit=25${marker}`);
    names.push(...json.map(({ name }: { name: string }) => name));
    marker = json.length > 0 ? `&marker=${json.at(-1).alarm_id}` : '';
  } while (marker !== '');
  expect(names).toEqual(Array.from({ length: 60 }, (_, i) => String(i)).toSorted());
});

test('an answer to a query that is too large is refused, and says how to ask for less', async () => {
  const { send, refusal } = await manyAlarms();
  expect(await refusal('POST', '/v2/query/alarms', {})).toMatch(/^413 .*by a filter or a limit$/);
  expect(await refusal('POST', '/v2/query/alarms/history', {})).toMatch(/^413 /);
  expect((await send('POST', '/v2/query/alarms', { limit: 40 })).json).toHaveLength(40);
});

test('deliveries have pages, newest first, each beginning after its marker', async () => {
  const { send, refusal, deliveries } = alarmingWorld();
  const rows = Array.from({ length: 7 }, (_, i) =>
    deliveryOf({ projectId: 'p1', createdAt: `2026-01-01T00:00:0${Math.floor(i / 3)}.000000Z` }),
  );
  await Promise.all(rows.map((row) => deliveries.put(row)));
  const whole = (await send('GET', '/v2/deliveries')).json;
  const pages = [];
  let marker = '';
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const { json } = await send('GET', `/v2/deliveries?limit=2${marker}`);
    pages.push(...json);
    marker = json.length > 0 ? `&marker=${json.at(-1).delivery_id}` : '';
  } while (marker !== '');
  expect(pages).toEqual(whole);
  expect(pages).toHaveLength(7);
  expect(await refusal('GET', '/v2/deliveries?marker=x')).toBe('400 Marker x not found.');
  const theirs = deliveryOf({ projectId: 'p2' });
  await deliveries.put(theirs);
  expect(await refusal('GET', `/v2/deliveries?marker=${theirs.id}`)).toMatch(/^400 /);
});

test('redelivering more than an answer takes does so, and leaves the attempts out', async () => {
  const { send, deliveries, deliveryQueue } = alarmingWorld();
  const attempts = Array.from({ length: 20 }, (_, i) => ({
    attempt: i + 1,
    at: '2026-01-01T00:00:00.000000Z',
    outcome: { kind: 'rejected' as const, status: 500 },
    latencyMilliseconds: 1,
    answer: 'x'.repeat(2048),
  }));
  const rows = Array.from({ length: 150 }, () =>
    deliveryOf({ projectId: 'p1', state: 'dead', attempts }),
  );
  await Promise.all(rows.map((row) => deliveries.put(row)));
  const { status, json, text } = await send('POST', '/v2/deliveries/redeliver', { limit: 1000 });
  expect([status, json.length, json[0].attempts]).toEqual([202, 150, []]);
  expect(text.length).toBeLessThan(5 * megabytes);
  expect(deliveryQueue.sent).toHaveLength(150);
});
