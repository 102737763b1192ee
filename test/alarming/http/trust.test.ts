import { expect, test } from 'vitest';
import { type Asking, alarmingWorld } from '../support/alarming-world.ts';

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

/** As the client does it: reads the alarm, changes it, and sends all of it back. */
async function edit(
  { send, id }: Awaited<ReturnType<typeof arrange>>,
  change: object,
  asking: Asking = {},
) {
  const { json } = await send('GET', `/v2/alarms/${id}`, undefined, asking);
  return send('PUT', `/v2/alarms/${id}`, { ...json, ...change }, asking);
}

const administrator = { user: 'u9', project: 'p9', role: 'admin' } as const;
const colleague = { user: 'u2' } as const;
const stored = (trust: string, path = 'x') =>
  `trust+http://${trust}:delete@taibai.example/v1/webhooks/${path}/invoke`;

test.each([administrator, colleague])(
  'whoever edits something else ($user) lends no rights to the actions that were there',
  async (editor) => {
    const world = await arrange();
    expect((await edit(world, { severity: 'critical' }, editor)).status).toBe(200);
    expect(await world.kept()).toEqual([stored('trust1')]);
    expect([...world.trusts.alive]).toEqual([['trust1', 'u1|p1|member']]);
  },
);

test('an action that an editor adds gets a trust of the editor, beside the ones that were there', async () => {
  const world = await arrange();
  const added = 'trust+http://taibai.example/v1/webhooks/y/invoke';
  await edit(world, { alarm_actions: [added, action] }, colleague);
  expect(await world.kept()).toEqual([stored('trust2', 'y'), stored('trust1')]);
  expect([...world.trusts.alive.values()]).toEqual(['u1|p1|member', 'u2|p1|member']);
});

test('an action copied to another state of the alarm gets a trust of whoever copied it', async () => {
  const world = await arrange();
  await edit(world, { insufficient_data_actions: [action] }, colleague);
  const alarm = await world.alarms.get('p1', world.id);
  expect(alarm?.okActions).toEqual([stored('trust1')]);
  expect(alarm?.insufficientDataActions).toEqual([stored('trust2')]);
});

test('a trust ends when the last action with it is removed', async () => {
  const world = await arrange();
  await edit(world, { ok_actions: [] });
  expect([...world.trusts.alive.keys()]).toEqual(['trust1']);
  await edit(world, { alarm_actions: [] });
  expect(world.trusts.alive.size).toBe(0);
});

test('the trust of an update that is refused ends, and those of the alarm stay', async () => {
  const world = await arrange();
  const { alarms } = world;
  const before = { ...alarms };
  alarms.replace = async () => 'stale';
  const added = 'trust+http://taibai.example/v1/webhooks/y/invoke';
  expect((await edit(world, { alarm_actions: [added, action] }, colleague)).status).toBe(503);
  Object.assign(alarms, before);
  expect([...world.trusts.alive.keys()]).toEqual(['trust1']);
});

test.each(['/v2/query/alarms', '/v2/query/alarms/history'])(
  'no query of %s finds an alarm by its trust',
  async (path) => {
    const { send } = await arrange();
    const field = path.endsWith('history') ? 'detail' : 'alarm_actions';
    const found = async (pattern: string) => {
      const filter = JSON.stringify({ '=~': { [field]: pattern } });
      return (await send('POST', path, { filter })).json;
    };
    expect(await found('taibai.example')).toHaveLength(1);
    expect(await found('trust1')).toEqual([]);
  },
);

test.each([
  ['trust+http:/taibai.example/v1/a?b=://', 'trust+http://taibai.example/v1/a?b=://'],
  ['trust+http:taibai.example/v1/a', 'trust+http://taibai.example/v1/a'],
  ['TRUST+HTTP:////Taibai.example:80/v1/a', 'trust+http://taibai.example/v1/a'],
])('%s is stored with its trust and shown as %s', async (given, shown) => {
  const { create, alarms, trusts } = alarmingWorld();
  const { alarm_id: id, alarm_actions: actions } = await create({ alarm_actions: [given] });
  expect(actions).toEqual([shown]);
  const [kept = ''] = (await alarms.get('p1', id))?.alarmActions ?? [];
  expect(kept).toBe(shown.replace('://', '://trust1:delete@'));
  expect(trusts.alive.size).toBe(1);
});

test.each([
  'trust+http:u:p@taibai.example/v1/x',
  'trust+http:/u@taibai.example/v1/x',
  'trust+http:///u:p@taibai.example/v1/x',
  'trust+http:/\t/u@taibai.example/v1/x',
])('%j names a trust, and is refused', async (given) => {
  const { refusal } = alarmingWorld();
  expect(await refusal('POST', '/v2/alarms', { ...body, alarm_actions: [given] })).toBe(
    '400 trust URL cannot contain a trust ID.',
  );
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
