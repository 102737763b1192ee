import { describe, expect, test } from 'vitest';
import { routesOf } from '../../support/routes.ts';
import { adminWorld } from '../support/admin-world.ts';

describe('an administrator', () => {
  test('sees what every project has and may have, also projects whose names are not known', async () => {
    const { json } = await adminWorld().send('GET', '/usage');
    const limits = { functions: 10, webhooks: 11, jobs: 12, aliases: 13 };
    const nothing = { functions: 0, webhooks: 0, jobs: 0, aliases: 0, alarms: 0 };
    expect(json.projects).toEqual([
      { id: 'p2', name: 'empty', ...nothing, limits: { ...limits, alarms: null } },
      { id: 'p3', name: null, ...nothing, alarms: 1, limits: { ...limits, alarms: null } },
      {
        id: 'p1',
        name: 'shop',
        functions: 2,
        webhooks: 1,
        jobs: 0,
        aliases: 0,
        alarms: 3,
        limits: { ...limits, alarms: 5 },
      },
    ]);
  });

  test('sees dead letters without the passwords in URLs, and cut', async () => {
    const { send } = adminWorld();
    expect((await send('GET', '/dead-letters')).json.queues).toEqual([
      { name: 'hits', depth: 3, in_flight: 0, can_resend: true },
      { name: 'undelivered-hits', depth: 1, in_flight: 0, can_resend: false },
    ]);
    const { json } = await send('GET', '/dead-letters/hits/messages');
    expect(json.messages[0]).toEqual({
      id: 'l1',
      received: 1,
      sent_at: '2026-11-23T07:00:00.000000Z',
      reason: 'because',
      body: '{"of":"l1"}',
    });
    const cut = await send('GET', '/dead-letters/undelivered-hits/messages');
    expect(cut.json.messages[0].body).toHaveLength(4000);
    expect(cut.text).not.toContain('secret');
    expect(cut.text).toContain('https://x.example/');
  });

  test('sees when the oldest message of a queue was put aside, if it is asked for', async () => {
    const { deadLetters, send } = adminWorld();
    const old = Date.parse('2026-11-20T07:00:00Z');
    const hits = deadLetters.letters.get('hits');
    hits?.push({ id: 'l4', received: 1, sentAt: old, reason: null, body: '' });
    deadLetters.letters.set('undelivered-hits', []);
    const ask = async () => (await send('GET', '/dead-letters?oldest=true')).json.queues;
    expect(await ask()).toMatchObject([
      { name: 'hits', oldest: { sent_at: '2026-11-20T07:00:00.000000Z', of_all: true } },
      { name: 'undelivered-hits', oldest: null },
    ]);
    hits?.push(
      ...Array.from({ length: 60 }, (_, count) => ({
        id: `m${count}`,
        received: 1,
        sentAt: old + count + 1,
        reason: null,
        body: '',
      })),
    );
    expect((await ask())[0].oldest.of_all).toBe(false);
    expect((await send('GET', '/dead-letters?oldest=yes')).status).toBe(400);
  });

  test('sends some or all again, and deletes by id', async () => {
    const { deadLetters, logged, send } = adminWorld();
    const some = await send('POST', '/dead-letters/hits/resend', { limit: 1 });
    expect(some.json).toEqual({ resent: 1, remaining: 2 });
    const gone = await send('DELETE', '/dead-letters/hits/messages', { ids: ['l3', 'none'] });
    expect(gone.json).toEqual({ deleted: 1 });
    expect((await send('POST', '/dead-letters/hits/resend')).json).toEqual({
      resent: 1,
      remaining: 0,
    });
    expect(deadLetters.sent.get('hits')).toEqual(['{"of":"l1"}', '{"of":"l2"}']);
    expect(JSON.stringify(logged)).toContain('"action":"delete","queue":"hits","messages":1');
  });

  test.each([
    ['GET', '/dead-letters/none/messages', undefined, 404],
    ['POST', '/dead-letters/none/resend', {}, 404],
    ['DELETE', '/dead-letters/none/messages', { ids: ['x'] }, 404],
    ['POST', '/dead-letters/undelivered-hits/resend', {}, 409],
    ['POST', '/dead-letters/hits/resend', { limit: 0 }, 400],
    ['POST', '/dead-letters/hits/resend', { limit: 1001 }, 400],
    ['POST', '/dead-letters/hits/resend', { all: true }, 400],
    ['DELETE', '/dead-letters/hits/messages', {}, 400],
    ['DELETE', '/dead-letters/hits/messages', { ids: [] }, 400],
    ['DELETE', '/dead-letters/hits/messages', { ids: [1] }, 400],
    ['GET', '/usage?a=1', undefined, 400],
    ['POST', '/usage', {}, 405],
    ['GET', '/none', undefined, 404],
  ])('%s %s with %j is answered by %i', async (method, path, body, status) => {
    const { send } = adminWorld();
    expect((await send(method, path, body)).status).toBe(status);
  });
});

test('nobody but an administrator may do any of this, and nothing happens', async () => {
  const { app, deadLetters, send } = adminWorld();
  const before = JSON.stringify([...deadLetters.letters]);
  for (const route of routesOf(app)) {
    const [method = '', path = ''] = route.replace(':queue', 'hits').split(' ');
    const body = { POST: { limit: 1 }, DELETE: { ids: ['l1'] } }[method];
    const ask = async (token: string) =>
      (await send(method, path.replace('/taibai/v1/admin', ''), body, token)).status;
    // oxlint-disable-next-line no-await-in-loop -- in order
    for (const role of ['member', 'reader', 'service'])
      expect([route, role, await ask(role)]).toEqual([route, role, 403]);
    // oxlint-disable-next-line no-await-in-loop -- in order
    expect([route, await ask('wrong')]).toEqual([route, 401]);
  }
  expect(JSON.stringify([...deadLetters.letters])).toBe(before);
  expect([...deadLetters.sent.values()].flat()).toEqual([]);
});
