import { describe, expect, test } from 'vitest';
import { memoryEventBridge } from '../../fakes/event-bridge.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import type { Caller, Role } from '../../../functions/platform/core/caller.ts';
import { widestPattern } from '../../../functions/alarming/core/rule/compile-event-rule.ts';
import { eventsApp } from '../../../functions/events/http/app.ts';
import type { EventBus } from '../../../functions/events/ports.ts';
import { standingClock } from '../../support/clock.ts';
import { anEvent } from '../support/event-world.ts';

const callers: Readonly<Record<string, Caller>> = Object.fromEntries(
  (['admin', 'service', 'member', 'reader'] satisfies Role[]).map((role) => [
    role,
    { userId: `u-${role}`, projectId: 'p1', roles: [role] },
  ]),
);
const of = (project: string, id = 'm1') => anEvent({ id, traits: `["project_id",1,"${project}"]` });

function world(publish?: EventBus['publish']) {
  const eventBridge = memoryEventBridge();
  const logged: unknown[] = [];
  const note = (...line: readonly unknown[]) => void logged.push(line);
  const payloads = memoryPayloadStore();
  const app = eventsApp({
    authenticator: {
      byToken: async (token) => callers[token],
      byApplicationCredential: async (id, secret) =>
        secret === 's%41:é' ? callers[id] : undefined,
    },
    bus: publish ? { publish } : eventBridge.bus,
    clock: standingClock(),
    ids: nodeIds,
    log: { info: note, warn: note, error: note },
    sourceOf: () => '192.0.2.1',
    payloads,
  });
  const post = async (
    body: string,
    headers: Record<string, string> = { 'x-auth-token': 'service' },
  ) => {
    const response = await app.request('/events', { method: 'POST', body, headers });
    return {
      status: response.status,
      headers: response.headers,
      body: await response.json(),
    };
  };
  return { app, post, eventBridge, logged, payloads };
}
const basic = (text: string) => ({
  authorization: `Basic ${Buffer.from(text).toString('base64')}`,
});
const accepted = (id = 'm1') => ({ message_id: id, status: 'accepted', reason: null });
const refused = (id: string | null, reason: string) => ({
  message_id: id,
  status: 'refused',
  reason,
});

describe('who may publish', () => {
  test.each([
    ['admin', 'p2', 202],
    ['service', 'p2', 202],
    ['member', 'p1', 202],
    ['member', 'p2', 400],
    ['reader', 'p1', 403],
    ['nobody', 'p1', 401],
  ])('%s an event of %s: %i', async (token, project, status) => {
    expect((await world().post(of(project), { 'x-auth-token': token })).status).toBe(status);
  });

  test('an application credential can be sent by HTTP Basic, without percent-encoding', async () => {
    const { post } = world();
    expect((await post(of('p1'), basic('member:s%41:é'))).status).toBe(202);
    expect((await post(of('p1'), basic('member:sA:é'))).status).toBe(401);
  });

  test.each([{}, { authorization: 'Basic !' }, { authorization: 'Bearer x' }])(
    'a request without credentials is refused',
    async (headers) => {
      const answer = await world().post(of('p1'), { ...headers });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
      expect(answer.body).toEqual({
        error: {
          code: 401,
          title: 'Unauthorized',
          message: 'The request you have made requires authentication.',
        },
      });
    },
  );
});

describe('each event is accepted or refused on its own', () => {
  test('in the order of the list', async () => {
    const list = `[${of('p1')},{},${of('p2', 'm2')},${anEvent({ id: 'm3', traits: '' })},5,${of('p1', 'm4')}]`;
    const { status, body } = await world().post(list, { 'x-auth-token': 'member' });
    expect(status).toBe(202);
    expect(body).toEqual({
      results: [
        accepted(),
        refused(null, 'message_id is missing or empty.'),
        refused('m2', 'The event belongs to another project.'),
        refused('m3', 'No trait project_id or tenant_id names a project.'),
        refused(null, 'The event is not an object.'),
        accepted('m4'),
      ],
    });
  });

  test.each([
    ['"traits":null', 'traits is not a list.'],
    ['"traits":[["a",1]]', 'Trait 0 is not a list of name, type and value.'],
    ['"traits":[{"name":"a"}]', 'Trait 0 is not a list of name, type and value.'],
    ['"traits":[["a",1,1],["x",2,"abc"]]', 'Trait 1 does not hold a value of its type.'],
    ['"traits":[["x",4,"nodate"]]', 'Trait 0 does not hold a value of its type.'],
    ['"event_type":""', 'event_type is missing or empty.'],
    ['"event_type":5', 'event_type is not a string.'],
    [`"raw":${'9'.repeat(4301)}`, 'The event has an integer with more than 4300 digits.'],
  ])('%.40s', async (member, reason) => {
    const fields = { message_id: '"m1"', event_type: '"t"', traits: '[]' };
    const name = /^"(\w+)"/.exec(member)?.[1];
    const others = Object.entries(fields).filter(([field]) => field !== name);
    const event = `{${[...others.map(([field, value]) => `"${field}":${value}`), member].join(',')}}`;
    const { status, body } = await world().post(event);
    expect(status).toBe(400);
    expect(body).toEqual({ results: [refused('m1', reason)] });
  });

  test('an event that the bus does not take is refused with the reason', async () => {
    const { post } = world(async (events) =>
      events.map(({ id }) =>
        id === 'm1' ? { kind: 'refused', reason: 'no room' } : { kind: 'accepted' },
      ),
    );
    const { body } = await post(`[${of('p1')},${of('p1', 'm2')}]`);
    expect(body).toEqual({ results: [refused('m1', 'no room'), accepted('m2')] });
  });
});

test('numbers are put on the bus as they were written', async () => {
  const { post, eventBridge } = world();
  await eventBridge.rules.put('all', widestPattern('p1'), true);
  await post(
    of('p1').replace('"raw":{}', '"raw":{"a":1.0,"b":1E2,"c":12345678901234567890,"d":"é"}'),
  );
  expect(eventBridge.hits[0]?.event.body).toContain(
    '"raw":{"a":1.0,"b":1E2,"c":12345678901234567890,"d":"\\u00e9"}',
  );
});

test('a large event is put on the bus by reference', async () => {
  const { post, eventBridge, payloads } = world();
  await eventBridge.rules.put('all', widestPattern('p1'), true);
  const { status } = await post(of('p1').replace('"raw":{}', `"raw":"${'x'.repeat(300_000)}"`));
  expect(status).toBe(202);
  expect(eventBridge.hits[0]?.event.body).toBeUndefined();
  expect(payloads.objects.has(eventBridge.hits[0]?.event.bodyKey ?? '')).toBe(true);
});

test('an event whose traits are too large for the bus is refused', async () => {
  const traits = Array.from({ length: 1200 }, (_, i) => `["t${i}",1,"${'x'.repeat(200)}"]`);
  const { status, body } = await world().post(
    anEvent({ traits: ['["project_id",1,"p1"]', ...traits].join(',') }),
  );
  expect(status).toBe(400);
  expect(body).toEqual({
    results: [refused('m1', 'The traits of the event are too large for the bus.')],
  });
});

describe('a body that cannot be read', () => {
  test.each([
    ['', 'The body is not valid JSON.'],
    ['{', 'The body is not valid JSON.'],
    ['5', 'The body must be an event or a list of events.'],
    ['"text"', 'The body must be an event or a list of events.'],
    ['['.repeat(100_000), 'The body nests deeper than 500 levels.'],
  ])('%.20s: 400', async (text, message) => {
    const { status, body } = await world().post(text);
    expect(status).toBe(400);
    expect(body).toEqual({ error: { code: 400, title: 'Bad Request', message } });
  });

  test('an empty list: 400', async () => {
    const { status, body } = await world().post('[]');
    expect({ status, body }).toEqual({ status: 400, body: { results: [] } });
  });
});

test('an outage is logged, and the sender gets no details', async () => {
  const { post, logged } = world(() => Promise.reject(new Error('bus is down')));
  const { status, body } = await post(of('p1'));
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('bus is down');
  expect(logged).toContainEqual(['request failed', expect.anything()]);
});

test.each([
  ['GET', '/events', 405],
  ['POST', '/events/x', 404],
])('%s %s: %i', async (method, path, status) => {
  const response = await world().app.request(path, { method });
  expect(response.status).toBe(status);
});
