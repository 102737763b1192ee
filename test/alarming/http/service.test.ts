import { describe, expect, test } from 'vitest';
import { alarmingWorld } from '../support/alarming-world.ts';

const admin = { role: 'admin', project: 'pa' } as const;
const quota = (limit: number) => ({ project_id: 'p1', quotas: [{ resource: 'alarms', limit }] });

describe('quotas', () => {
  test('are unlimited until they are set, and after they are deleted', async () => {
    const { send } = alarmingWorld();
    expect((await send('GET', '/v2/quotas')).json).toEqual(quota(-1));
    const set = await send('POST', '/v2/quotas', quota(3), admin);
    expect([set.status, set.json]).toEqual([201, quota(3)]);
    expect((await send('GET', '/v2/quotas?project_id=p1', undefined, admin)).json).toEqual(
      quota(3),
    );
    expect((await send('DELETE', '/v2/quotas/p1', undefined, admin)).status).toBe(204);
    expect((await send('GET', '/v2/quotas')).json).toEqual(quota(-1));
  });

  test('refuse an alarm beyond them', async () => {
    const { create, refusal, send } = alarmingWorld();
    await send('POST', '/v2/quotas', quota(1), admin);
    const first = await create();
    const body = { name: 'n', type: 'event', event_rule: {} };
    expect(await refusal('POST', '/v2/alarms', body)).toBe(
      '403 Alarm quota exceeded for user u1 on project p1',
    );
    await send('DELETE', `/v2/alarms/${first.alarm_id}`);
    expect((await send('POST', '/v2/alarms', body)).status).toBe(201);
  });

  test('at their limit admit one of two concurrent requests', async () => {
    const { create, send } = alarmingWorld();
    await send('POST', '/v2/quotas', quota(1), admin);
    await Promise.all([create(), create()]);
    expect((await send('GET', '/v2/alarms')).json).toHaveLength(1);
  });

  test.each([
    ['POST', '/v2/quotas', quota(1), '403 RBAC Authorization Failed'],
    ['POST', '/v2/quotas', { project_id: 'p1' }, '403 RBAC Authorization Failed'],
    ['DELETE', '/v2/quotas/p1', undefined, '403 RBAC Authorization Failed'],
    ['GET', '/v2/quotas?project_id=p2', undefined, '403 RBAC Authorization Failed'],
    ['DELETE', '/v2/quotas', undefined, '400 Missing argument: "project_id"'],
  ])('%s %s %j of a member is refused', async (method, path, body, words) => {
    const { refusal } = alarmingWorld();
    expect(await refusal(method, path, body)).toBe(words);
  });

  test.each([
    [quota(-2), "field/attribute limit. Value: '-2'. Value should be greater or equal to -1"],
    [
      { project_id: 'p', quotas: [{ resource: 'foo', limit: 1 }] },
      "field/attribute resource. Value: 'foo'. Value should be one of: alarms",
    ],
    [{ quotas: [] }, "field/attribute project_id. Value: 'None'. Mandatory field missing."],
  ])('%j is refused', async (body, words) => {
    const { refusal } = alarmingWorld();
    expect(await refusal('POST', '/v2/quotas', body, admin)).toBe(`400 Invalid input for ${words}`);
  });
});

describe('roles', () => {
  const body = { name: 'n', type: 'event', event_rule: {} };

  test('a reader may read and not write', async () => {
    const { create, refusal, send } = alarmingWorld();
    const { alarm_id: id } = await create();
    const reader = { role: 'reader' } as const;
    for (const path of ['/v2/alarms', `/v2/alarms/${id}`, `/v2/alarms/${id}/history`])
      expect((await send('GET', path, undefined, reader)).status).toBe(200);
    const refused = '403 RBAC Authorization Failed';
    expect(await refusal('POST', '/v2/alarms', body, reader)).toBe(refused);
    expect(await refusal('PUT', `/v2/alarms/${id}`, body, reader)).toBe(refused);
    expect(await refusal('PUT', `/v2/alarms/${id}/state`, '"ok"', reader)).toBe(refused);
    expect(await refusal('DELETE', `/v2/alarms/${id}`, undefined, reader)).toBe(refused);
  });

  test('an administrator reaches the alarms of every project', async () => {
    const { create, send } = alarmingWorld();
    const { alarm_id: id } = await create();
    for (const path of [`/v2/alarms/${id}`, `/v2/alarms/${id}/state`, `/v2/alarms/${id}/history`])
      expect((await send('GET', path, undefined, admin)).status).toBe(200);
    expect((await send('DELETE', `/v2/alarms/${id}`, undefined, admin)).status).toBe(204);
  });
});

describe('the service', () => {
  test('shows its versions and its health without a token', async () => {
    const { send } = alarmingWorld();
    const anonymous = { headers: { 'x-auth-token': '' } };
    const { json } = await send('GET', '', undefined, anonymous);
    expect(json.versions.values[0]).toMatchObject({
      id: 'v2',
      status: 'stable',
      links: [{ href: 'http://taibai.example/alarming/v2', rel: 'self' }, {}],
    });
    expect((await send('GET', '/', undefined, anonymous)).status).toBe(200);
    expect((await send('GET', '/healthcheck', undefined, anonymous)).status).toBe(200);
  });

  test.each(['/v2/capabilities', '/v2/capabilities/'])('%s are Aodh’s', async (path) => {
    const { send } = alarmingWorld();
    expect((await send('GET', path)).json).toEqual({
      api: {
        'alarms:history:query:complex': true,
        'alarms:history:query:simple': true,
        'alarms:query:complex': true,
        'alarms:query:simple': true,
      },
      alarm_storage: { 'storage:production_ready': true },
    });
  });

  test.each([
    ['GET', '/v2', '404 The resource could not be found.'],
    ['GET', '/v2/foo', '404 The resource could not be found.'],
    ['GET', '/foo', '404 The resource could not be found.'],
    ['PATCH', '/v2/alarms/x', '405 The method PATCH is not allowed for this resource.'],
    ['GET', '/v2/query/alarms', '405 The method GET is not allowed for this resource.'],
    ['GET', '/v2/alarms/x', '404 Alarm x not found'],
    ['GET', '/v2/alarms/x/', '404 Alarm x not found'],
  ])('%s %s answers %s', async (method, path, words) => {
    const { refusal } = alarmingWorld();
    expect(await refusal(method, path)).toBe(words);
  });

  test.each([
    ['text/html', 406],
    ['text/plain', 406],
    ['application/json;q=0, text/html', 406],
    ['*/*', 200],
    ['text/html, */*;q=0.8', 200],
    ['application/json', 200],
  ])('given Accept: %s answers %i', async (accept, status) => {
    const { send } = alarmingWorld();
    const answer = await send('GET', '/v2/alarms', undefined, { headers: { accept } });
    expect(answer.status).toBe(status);
  });

  test.each(['', 'wrong'])(
    'without a valid token (%j) names the identity service',
    async (token) => {
      const { send } = alarmingWorld();
      const { status, headers, json } = await send('GET', '/v2/alarms', undefined, {
        headers: { 'x-auth-token': token },
      });
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Keystone uri="http://taibai.example/identity"');
      expect(json.error_message.faultcode).toBe('Client');
    },
  );

  test('gives every request an id', async () => {
    const { send } = alarmingWorld();
    for (const path of ['/v2/alarms', '/v2/foo', '/foo', '', '/v2/alarms/x'])
      expect((await send('GET', path)).headers.get('x-openstack-request-id')).toMatch(
        /^req-[0-9a-f-]{36}$/,
      );
  });

  test.each([
    ['PATCH', '/v2/alarms', 'GET, HEAD, POST'],
    ['POST', '/v2/alarms/x', 'DELETE, GET, HEAD, PUT'],
    ['DELETE', '/v2/alarms/x/state', 'GET, HEAD, PUT'],
    ['GET', '/v2/query/alarms', 'POST'],
    ['PUT', '/v2/quotas', 'DELETE, GET, HEAD, POST'],
    ['GET', '/v2/deliveries/redeliver', 'POST'],
    ['POST', '/v2/capabilities/', 'GET, HEAD'],
  ])('%s %s is answered with 405 and what is allowed: %s', async (method, path, allowed) => {
    const { status, headers } = await alarmingWorld().send(method, path);
    expect([status, headers.get('allow')]).toEqual([405, allowed]);
  });

  test('counts no evaluations; only administrators may ask for those of all projects', async () => {
    const { send, refusal } = alarmingWorld();
    expect((await send('GET', '/v2/metrics')).text).toBe('{"evaluation_results": []}');
    const all = '/v2/metrics?all_projects=true';
    expect(await refusal('GET', all)).toBe('403 RBAC Authorization Failed');
    expect((await send('GET', all, undefined, { role: 'admin' })).status).toBe(200);
    expect(await refusal('GET', '/v2/metrics?x=1')).toBe('400 Unknown argument: "x"');
  });

  test('shows nothing of an internal error', async () => {
    const world = alarmingWorld({
      alarmQuotas: {
        get: () => Promise.reject(new Error('a secret')),
        set: async () => {},
      },
    });
    expect(await world.refusal('GET', '/v2/quotas')).toBe('500 Internal Server Error');
    expect(world.logged).toHaveLength(1);
  });

  test('has created an alarm, changed and deleted it, although the bus fails: its rule is due', async () => {
    const world = alarmingWorld();
    world.bus.refuses = () => true;
    const body = { name: 'n', type: 'event', event_rule: {} };
    const { status, json } = await world.send('POST', '/v2/alarms', body);
    expect(status).toBe(201);
    const path = `/v2/alarms/${json.alarm_id}`;
    expect((await world.send('PUT', path, { ...body, enabled: false })).status).toBe(200);
    const due = await world.ruleSync.unsynced('9999-12-31T00:00:00.000000Z', 100);
    expect(due).toMatchObject([{ projectId: 'p1', id: json.alarm_id }]);
    expect(world.logged).toHaveLength(2);
    expect((await world.send('DELETE', path)).status).toBe(204);
  });
});
