import { describe, expect, test } from 'vitest';
import { withImplied } from '../../../functions/identity/core/roles.ts';
import type { Role } from '../../../functions/platform/core/caller.ts';
import { engineApp } from '../../../functions/engine/http/app.ts';
import { alarmingWorld } from '../../alarming/support/alarming-world.ts';
import { adminWorld } from '../../console/support/admin-world.ts';
import { consoleWorld } from '../../console/support/console-world.ts';
import { sessionWorld } from '../../console/support/session-world.ts';
import { enginePorts, unknownId } from '../../engine/support/engine-app.ts';
import { requestOf, routesOf } from '../../support/routes.ts';

/** What a route requires: a role, any token, or nothing. */
type Needed = 'reader' | 'member' | 'admin' | 'a token' | 'nothing';
type Table = Readonly<Record<string, Needed>>;

const engine: Table = {
  'GET /': 'nothing',
  'GET /healthcheck': 'nothing',
  'GET /v1': 'reader',
  'GET /v1/runtimes': 'reader',
  'POST /v1/runtimes': 'admin',
  'GET /v1/runtimes/:id': 'reader',
  'PUT /v1/runtimes/:id': 'admin',
  'DELETE /v1/runtimes/:id': 'admin',
  'GET /v1/runtimes/:id/pool': 'admin',
  'GET /v1/functions': 'reader',
  'POST /v1/functions': 'member',
  'GET /v1/functions/:id': 'reader',
  'PUT /v1/functions/:id': 'member',
  'DELETE /v1/functions/:id': 'member',
  'GET /v1/functions/:id/secrets': 'reader',
  'PUT /v1/functions/:id/secrets/:name': 'member',
  'DELETE /v1/functions/:id/secrets/:name': 'member',
  'GET /v1/functions/:id/credential': 'reader',
  'PUT /v1/functions/:id/credential': 'member',
  'DELETE /v1/functions/:id/credential': 'member',
  'POST /v1/functions/:id/scale_up': 'admin',
  'POST /v1/functions/:id/scale_down': 'admin',
  'POST /v1/functions/:id/detach': 'admin',
  'GET /v1/functions/:id/workers': 'admin',
  'GET /v1/functions/:id/versions': 'reader',
  'POST /v1/functions/:id/versions': 'member',
  'GET /v1/functions/:id/versions/:version': 'reader',
  'DELETE /v1/functions/:id/versions/:version': 'member',
  'POST /v1/functions/:id/versions/:version/scale_up': 'admin',
  'POST /v1/functions/:id/versions/:version/scale_down': 'admin',
  'POST /v1/functions/:id/versions/:version/detach': 'admin',
  'GET /v1/aliases': 'reader',
  'POST /v1/aliases': 'member',
  'GET /v1/aliases/:name': 'reader',
  'PUT /v1/aliases/:name': 'member',
  'DELETE /v1/aliases/:name': 'member',
  'GET /v1/webhooks': 'reader',
  'POST /v1/webhooks': 'member',
  'GET /v1/webhooks/:id': 'reader',
  'PUT /v1/webhooks/:id': 'member',
  'DELETE /v1/webhooks/:id': 'member',
  'GET /v1/jobs': 'reader',
  'POST /v1/jobs': 'member',
  'GET /v1/jobs/:id': 'reader',
  'PUT /v1/jobs/:id': 'member',
  'DELETE /v1/jobs/:id': 'member',
  'GET /v1/executions': 'reader',
  'POST /v1/executions': 'member',
  'GET /v1/executions/:id': 'reader',
  'GET /v1/executions/:id/log': 'reader',
  'DELETE /v1/executions/:id': 'member',
  'POST /packages': 'member',
};

const alarming: Table = {
  'GET /alarming': 'nothing',
  'GET /alarming/healthcheck': 'nothing',
  'GET /alarming/v2/alarms': 'reader',
  'POST /alarming/v2/alarms': 'member',
  'GET /alarming/v2/alarms/:id': 'reader',
  'PUT /alarming/v2/alarms/:id': 'member',
  'DELETE /alarming/v2/alarms/:id': 'member',
  'GET /alarming/v2/alarms/:id/state': 'reader',
  'PUT /alarming/v2/alarms/:id/state': 'member',
  'GET /alarming/v2/alarms/:id/history': 'reader',
  'POST /alarming/v2/query/alarms': 'reader',
  'POST /alarming/v2/query/alarms/history': 'reader',
  'GET /alarming/v2/metrics': 'reader',
  'GET /alarming/v2/quotas': 'reader',
  'POST /alarming/v2/quotas': 'admin',
  'DELETE /alarming/v2/quotas/:id': 'admin',
  'GET /alarming/v2/deliveries': 'reader',
  'POST /alarming/v2/deliveries/redeliver': 'member',
  'POST /alarming/v2/deliveries/:id/redeliver': 'member',
  // With the signing secret, somebody could forge our deliveries.
  'GET /alarming/v2/signing-secret': 'member',
  'POST /alarming/v2/signing-secret': 'member',
  'DELETE /alarming/v2/signing-secret': 'member',
  'GET /alarming/v2/capabilities': 'a token',
  'POST /alarming/v2/backtests': 'member',
  'GET /alarming/v2/backtests': 'reader',
  'GET /alarming/v2/backtests/:id': 'reader',
  'DELETE /alarming/v2/backtests/:id': 'member',
  'POST /alarming/v2/explain': 'reader',
  'GET /alarming/v2/alarms/:id/explain': 'reader',
  'GET /alarming/v2/alarms/:id/diagnosis': 'reader',
  'GET /alarming/v2/events/:id/explain': 'reader',
  'GET /alarming/v2/events/:id/chain': 'reader',
  'GET /events/v2/events/:id/explain': 'reader',
  'GET /events/v2/events/:id/chain': 'reader',
  'GET /events/v2/replays': 'reader',
  'POST /events/v2/replays': 'member',
  'GET /events/v2/replays/:id': 'reader',
  'DELETE /events/v2/replays/:id': 'member',
};

const consoleLists: Table = {
  'GET /taibai/v1/events': 'reader',
  'GET /taibai/v1/executions': 'reader',
  'GET /taibai/v1/deliveries': 'reader',
  'GET /taibai/v1/deliveries/:id': 'reader',
  'GET /taibai/v1/firings': 'reader',
  'GET /taibai/v1/activity': 'reader',
  'GET /taibai/v1/overview': 'reader',
  'GET /taibai/v1/alarms/summary': 'reader',
  'GET /taibai/v1/functions/summary': 'reader',
  'GET /taibai/v1/metrics': 'reader',
};

const consoleAdmin: Table = {
  'GET /taibai/v1/admin/usage': 'admin',
  'GET /taibai/v1/admin/dead-letters': 'admin',
  'GET /taibai/v1/admin/dead-letters/:queue/messages': 'admin',
  'POST /taibai/v1/admin/dead-letters/:queue/resend': 'admin',
  'DELETE /taibai/v1/admin/dead-letters/:queue/messages': 'admin',
};

const consoleSession: Table = {
  'GET /taibai/v1/session': 'a token',
  // Signing in needs a password or an application credential.
  'POST /taibai/v1/session': 'nothing',
  'PUT /taibai/v1/session': 'a token',
  'DELETE /taibai/v1/session': 'a token',
};

/** Refused to everybody, as in Aodh, because a parameter is missing. */
const refusedToAll = ['DELETE /alarming/v2/quotas'];

const everybody: readonly Role[] = ['service', 'reader', 'member', 'admin'];

const mayUse = (role: Role, needed: Needed): boolean =>
  needed === 'nothing' || needed === 'a token' || withImplied([role]).includes(needed);

const outcome = (status: number): 'unauthenticated' | 'refused' | 'let in' =>
  status === 401 ? 'unauthenticated' : status === 403 ? 'refused' : 'let in';

describe('functions', () => {
  const app = engineApp({
    ...enginePorts(),
    authenticator: {
      byToken: async (token) => {
        const role = everybody.find((name) => name === token);
        return role && { userId: 'u1', projectId: 'p1', roles: withImplied([role]) };
      },
    },
  });

  test('every route has its rule', () => {
    expect(routesOf(app).toSorted()).toEqual(Object.keys(engine).toSorted());
  });

  test.each(Object.entries(engine))('%s needs %s', async (route, needed) => {
    const { method, path } = requestOf(route, { id: unknownId(), name: 'unknown', version: '1' });
    const ask = async (token: string) =>
      outcome((await app.request(path, { method, headers: { 'x-auth-token': token } })).status);
    for (const role of everybody)
      expect([role, await ask(role)]).toEqual([role, mayUse(role, needed) ? 'let in' : 'refused']);
    expect(await ask('wrong')).toBe(needed === 'nothing' ? 'let in' : 'unauthenticated');
  });
});

describe('alarms', () => {
  const { app, create } = alarmingWorld();
  const bodies: Readonly<Record<string, unknown>> = {
    'POST /alarming/v2/alarms': { name: 'n', type: 'event', event_rule: {} },
    'PUT /alarming/v2/alarms/:id': { name: 'n', type: 'event', event_rule: {} },
    'PUT /alarming/v2/alarms/:id/state': '"ok"',
    'POST /alarming/v2/quotas': { project_id: 'p1', quotas: [] },
    'POST /alarming/v2/query/alarms': {},
    'POST /alarming/v2/backtests': { alarm_id: 'none', last: '1h' },
    'POST /alarming/v2/query/alarms/history': {},
    'POST /events/v2/replays': { source: { message_id: 'm1' }, target: { alarm: unknownId() } },
    'POST /alarming/v2/explain': {
      event: { message_id: 'm1', event_type: 't', traits: [['project_id', 1, 'p1']] },
    },
  };
  const queries: Readonly<Record<string, string>> = {
    'GET /alarming/v2/alarms/:id/explain': '?message_id=m1',
  };
  const ask = async (token: string, route: string, id: string) => {
    const { method, path } = requestOf(route, { id });
    const body = bodies[route];
    return app.request(`${path}${queries[route] ?? ''}`, {
      method,
      headers: { accept: 'application/json', 'x-auth-token': token },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  };

  test('every route has its rule', () => {
    expect(routesOf(app).toSorted()).toEqual(
      [...Object.keys(alarming), ...refusedToAll].toSorted(),
    );
  });

  test.each(Object.entries(alarming))('%s needs %s', async (route, needed) => {
    for (const role of everybody) {
      // Each role gets an alarm of its own, since a route may delete it.
      const { alarm_id: id } = await create();
      const { status } = await ask(`u1|p1|${role}`, route, id);
      const expected = mayUse(role, needed) ? 'let in' : 'refused';
      expect([role, outcome(status)]).toEqual([role, expected]);
    }
    const nobody = outcome((await ask('wrong', route, unknownId())).status);
    expect(nobody).toBe(needed === 'nothing' ? 'let in' : 'unauthenticated');
  });
});

describe('the console', () => {
  test('every route has its rule', async () => {
    expect(routesOf(consoleWorld().app).toSorted()).toEqual(Object.keys(consoleLists).toSorted());
    expect(routesOf(adminWorld().app).toSorted()).toEqual(Object.keys(consoleAdmin).toSorted());
    const session = await sessionWorld('own');
    expect(routesOf(session.app).toSorted()).toEqual(Object.keys(consoleSession).toSorted());
  });

  test.each(Object.entries(consoleLists))('%s needs %s', async (route, needed) => {
    const { app, delivery } = consoleWorld();
    const { path } = requestOf(route, { id: delivery().id });
    const ask = async (token: string) =>
      outcome((await app.request(path, { headers: { 'x-auth-token': token } })).status);
    for (const role of everybody)
      expect([role, await ask(`u1|p1|${role}`)]).toEqual([
        role,
        mayUse(role, needed) ? 'let in' : 'refused',
      ]);
    expect(await ask('wrong')).toBe('unauthenticated');
  });

  test.each(Object.entries(consoleAdmin))('%s needs %s', async (route, needed) => {
    const { send } = adminWorld();
    const { method, path } = requestOf(route, { queue: 'hits' });
    const body = { POST: { limit: 1 }, DELETE: { ids: ['l1'] } }[method];
    const ask = async (token: string) =>
      outcome((await send(method, path.replace('/taibai/v1/admin', ''), body, token)).status);
    for (const role of everybody)
      expect([role, await ask(role)]).toEqual([role, mayUse(role, needed) ? 'let in' : 'refused']);
    expect(await ask('wrong')).toBe('unauthenticated');
  });

  test.each(Object.entries(consoleSession))('%s needs %s', async (route, needed) => {
    const { app } = await sessionWorld('own');
    const { method, path } = requestOf(route, {});
    // Wrong credentials are not a missing token: a body that is none is refused for what it is.
    const { status } = await app.request(path, {
      method,
      ...(method === 'POST' && { body: '{}', headers: { 'content-type': 'application/json' } }),
    });
    expect(outcome(status)).toBe(needed === 'nothing' ? 'let in' : 'unauthenticated');
  });
});
