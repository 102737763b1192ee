import { beforeAll, expect, test } from 'vitest';
import type { Session } from '../../local/session.ts';
import {
  createAlarm,
  createFunction,
  createWebhook,
  execute,
  notification,
} from '../support/deployed.ts';
import { guestOf, request, session } from '../support/local-stack.ts';

let owner: Session;
let stranger: Session;
let owned: Readonly<Record<'function' | 'webhook' | 'execution' | 'alarm', string>>;

beforeAll(async () => {
  owner = await session({ user: guestOf.owner });
  stranger = await session({ user: guestOf.stranger });
  const fn = await createFunction(owner, 'def main():\n    return 1\n');
  const webhookUrl = await createWebhook(owner, fn);
  owned = {
    function: fn,
    webhook: webhookUrl.split('/').at(-2) ?? '',
    execution: (await execute(owner, fn)).id,
    alarm: await createAlarm(owner, { event_rule: {} }),
  };
});

const places = () => [
  `/v1/functions/${owned.function}`,
  `/v1/webhooks/${owned.webhook}`,
  `/v1/executions/${owned.execution}`,
  `/v1/executions/${owned.execution}/log`,
  `/alarming/v2/alarms/${owned.alarm}`,
  `/alarming/v2/alarms/${owned.alarm}/history`,
];

test('resources of another project are not found, whatever the method', async () => {
  for (const place of places()) {
    expect([place, (await request(stranger, 'GET', place)).status]).toEqual([place, 404]);
    expect([place, (await request(owner, 'GET', place)).status]).toEqual([place, 200]);
  }
  for (const place of places().filter((name) => !/log|history/.test(name)))
    expect([place, (await request(stranger, 'DELETE', place)).status]).toEqual([place, 404]);
});

test('requests without a token, with a forged one or with a revoked one are refused', async () => {
  const short = await session({ user: guestOf.owner });
  await fetch(`${short.url}/identity/v3/auth/tokens`, {
    method: 'DELETE',
    headers: { 'x-auth-token': short.token, 'x-subject-token': short.token },
  });
  // The other services cache revocations for five seconds.
  await new Promise((resolve) => {
    setTimeout(resolve, 5500);
  });
  const tokens = ['', `${owner.token.slice(0, -6)}AAAAAA`, 'nonsense', short.token];
  for (const token of tokens)
    for (const place of ['/v1/functions', '/alarming/v2/alarms', '/events']) {
      const method = place === '/events' ? 'POST' : 'GET';
      const response = await request({ ...owner, token }, method, place);
      expect([token.slice(-8), place, response.status]).toEqual([token.slice(-8), place, 401]);
    }
});

test("only a member's event for another project is refused, with its reason", async () => {
  const foreign = notification(owner, 'test.foreign', 'foreign');
  const own = notification(stranger, 'test.own', 'own');
  const nobodys = { ...own, message_id: 'nobodys', traits: [] };
  const mixed = await request(stranger, 'POST', '/events', [foreign, own, nobodys]);
  expect(mixed.status).toBe(202);
  expect(await mixed.json()).toMatchObject({
    results: [
      { message_id: 'foreign', status: 'refused', reason: expect.any(String) },
      { message_id: 'own', status: 'accepted' },
      { message_id: 'nobodys', status: 'refused', reason: expect.any(String) },
    ],
  });
  expect((await request(stranger, 'POST', '/events', foreign)).status).toBe(400);
});

test('unknown fields, malformed bodies and forbidden schemes are refused with a message', async () => {
  const cases: readonly (readonly [string, string, unknown, string])[] = [
    ['/alarming/v2/alarms', 'POST', { name: 'a', type: 'event', bogus: 1 }, 'bogus'],
    ['/alarming/v2/alarms', 'POST', '{"name": ', 'valid JSON'],
    [
      '/alarming/v2/alarms',
      'POST',
      { name: 'a', type: 'event', event_rule: {}, alarm_actions: ['ftp://x/a'] },
      'Unsupported action ftp://x/a',
    ],
    ['/v1/executions', 'POST', { function_id: 'nope' }, 'Expected a uuid but received nope.'],
    ['/v1/webhooks', 'POST', '[', 'valid JSON'],
    ['/events', 'POST', '{"message_id": ', 'JSON'],
  ];
  for (const [place, method, body, words] of cases) {
    const response = await request(owner, method, place, body);
    expect([place, response.status]).toEqual([place, 400]);
    expect(await response.text()).toContain(words);
  }
});
