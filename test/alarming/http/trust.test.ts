import { expect, test } from 'vitest';
import { alarmingWorld } from '../support/alarming-world.ts';

const action = 'trust+http://taibai.example/v1/webhooks/x/invoke';
const body = {
  name: 'n',
  type: 'event',
  event_rule: {},
  alarm_actions: [action],
  ok_actions: [action],
};

async function arrange() {
  const world = alarmingWorld();
  const { status, json, text } = await world.send('POST', '/v2/alarms', body);
  const id: string = json.alarm_id;
  const kept = async () => (await world.alarms.get('p1', id))?.alarmActions;
  return { ...world, status, text, id, kept };
}

test('an alarm with trust actions has one trust of its creator in them', async () => {
  const { status, kept, trusts } = await arrange();
  expect(status).toBe(201);
  expect([...trusts.alive]).toEqual([['trust1', 'u1|p1|member']]);
  expect(await kept()).toEqual(['trust+http://trust1:delete@taibai.example/v1/webhooks/x/invoke']);
});

test('no answer shows the trust', async () => {
  const { send, id, text } = await arrange();
  await send('PUT', `/v2/alarms/${id}`, { ...body, severity: 'low', description: 'changed' });
  const answers = await Promise.all([
    send('GET', `/v2/alarms/${id}`),
    send('GET', '/v2/alarms'),
    send('GET', `/v2/alarms/${id}/history`),
    send('POST', '/v2/query/alarms', {}),
    send('POST', '/v2/query/alarms/history', {}),
  ]);
  for (const seen of [text, ...answers.map((answer) => answer.text)]) {
    expect(seen).toMatch(/trust\+http:\/\/taibai|rule change/);
    expect(seen).not.toMatch(/trust\d/);
  }
});

test('an update replaces the trust by one of its caller', async () => {
  const { send, id, kept, trusts } = await arrange();
  await send('PUT', `/v2/alarms/${id}`, body);
  expect([...trusts.alive.keys()]).toEqual(['trust2']);
  expect(await kept()).toEqual(['trust+http://trust2:delete@taibai.example/v1/webhooks/x/invoke']);
  await send('PUT', `/v2/alarms/${id}`, { ...body, alarm_actions: [], ok_actions: [] });
  expect(trusts.alive.size).toBe(0);
});

test('the trust ends with the alarm, and if the creation is refused', async () => {
  const { send, id, trusts } = await arrange();
  await send(
    'POST',
    '/v2/quotas',
    { project_id: 'p1', quotas: [{ resource: 'alarms', limit: 1 }] },
    {
      role: 'admin',
    },
  );
  expect((await send('POST', '/v2/alarms', body)).status).toBe(403);
  expect([...trusts.alive.keys()]).toEqual(['trust1']);
  await send('DELETE', `/v2/alarms/${id}`);
  expect(trusts.alive.size).toBe(0);
});

test.each([
  'trust+http://elsewhere.example/v1/x',
  'trust+https://taibai.example/v1/x',
  'trust+http://taibai.example/identity/v3/auth/tokens',
])('%s is refused, and no trust is created', async (url) => {
  const { refusal, trusts } = alarmingWorld();
  expect(await refusal('POST', '/v2/alarms', { ...body, alarm_actions: [url] })).toBe(
    `400 Unsupported action ${url}: a trust leads to http://taibai.example/v1 and http://taibai.example/alarming/v2 only`,
  );
  expect(trusts.alive.size).toBe(0);
});

test('a token that cannot create a trust is refused', async () => {
  const { refusal, trusts } = alarmingWorld();
  trusts.create = async () => undefined;
  expect(await refusal('POST', '/v2/alarms', body)).toBe(
    '403 A trust cannot be made with this token',
  );
});
