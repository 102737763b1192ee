import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryEventBridge } from '../../fakes/event-bridge.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { engineApp } from '../../../functions/engine/http/app.ts';
import { eventsApp } from '../../../functions/events/http/app.ts';
import { alarmingWorld } from '../../alarming/support/alarming-world.ts';
import { enginePorts } from '../../engine/support/engine-app.ts';
import { keystoneServer, type KeystoneServer } from '../support/keystone-server.ts';

const faultstring = 'The identity service is unavailable.';

let keystone: KeystoneServer;
beforeEach(async () => {
  keystone = await keystoneServer();
  keystone.state.misbehaves = (_request, response) => void response.writeHead(500).end();
});
afterEach(() => keystone.close());

describe('while Keystone fails', () => {
  test('the function engine answers 503 in its dialect', async () => {
    const app = engineApp({ ...enginePorts(), authenticator: keystone.authenticator() });
    const answer = await app.request('/v1/functions', { headers: { 'x-auth-token': 't' } });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ faultcode: 'Server', faultstring });
  });

  test('the alarming service answers 503 in its dialect', async () => {
    const { send } = alarmingWorld({ authenticator: keystone.authenticator() });
    const { status, json } = await send('GET', '/v2/alarms');
    expect(status).toBe(503);
    expect(json).toEqual({
      error_message: { faultcode: 'Server', faultstring, debuginfo: null },
    });
  });

  test.each([
    ['a token', { 'x-auth-token': 't' }],
    ['an application credential', { authorization: `Basic ${btoa('a1:secret')}` }],
  ])('events sent with %s are answered with 503, so that the sender retries', async (_what, by) => {
    const logged: unknown[] = [];
    const app = eventsApp({
      authenticator: keystone.authenticator(),
      bus: memoryEventBridge().bus,
      clock: keystone.clock,
      ids: nodeIds,
      log: { info() {}, warn: (...line) => void logged.push(line), error() {} },
      sourceOf: () => '192.0.2.1',
      payloads: memoryPayloadStore(),
    });
    const answer = await app.request('/events', { method: 'POST', body: '[]', headers: by });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      error: { code: 503, title: 'Service Unavailable', message: faultstring },
    });
    // The log names the cause, with the request id that the sender got.
    expect(logged).toEqual([
      [
        'request not served',
        {
          requestId: answer.headers.get('x-openstack-request-id'),
          error: new Error('Keystone: it answered 500'),
        },
      ],
    ]);
  });

  test('an alarm that needs a trust is refused with 503 and not created', async () => {
    const world = alarmingWorld({ trusts: keystone.trustPort() });
    const alarm_actions = ['trust+http://taibai.example/v1/webhooks/x/invoke'];
    const body = { name: 'n', type: 'event', event_rule: {}, alarm_actions };
    expect(await world.refusal('POST', '/v2/alarms', body)).toBe(`503 ${faultstring}`);
    expect(await world.alarms.list('p1')).toEqual([]);
  });
});
