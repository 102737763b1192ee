import { expect, test } from 'vitest';
import { gatewayHandler } from '../../../functions/platform/http/gateway-handler.ts';
import { gatewayEvent } from '../../support/gateway-event.ts';
import { alarmingWorld } from '../../alarming/support/alarming-world.ts';
import { anEngine, functionForm, helloZip } from '../support/engine-app.ts';

test('a package passes through API Gateway unchanged in both directions', async () => {
  const { app } = anEngine();
  const handler = gatewayHandler(app);
  const zip = helloZip('def main(): return "\u00e9\u0000\u00ff"\n');
  const headers = { 'x-auth-token': 'demo' };
  const create = new Request('http://taibai.example/v1/functions', {
    method: 'POST',
    headers,
    body: functionForm({}, zip),
  });
  const created = await handler(await gatewayEvent('/v1/functions', create));
  expect(created.statusCode).toBe(201);
  const path = `/v1/functions/${JSON.parse(created.body).id}`;
  const download = new Request(`http://taibai.example${path}?download=true`, { headers });
  const downloaded = await handler(await gatewayEvent(path, download));
  expect(downloaded).toMatchObject({ statusCode: 200, isBase64Encoded: true });
  expect(Uint8Array.from(Buffer.from(downloaded.body, 'base64'))).toEqual(zip);
});

const get = (path: string, method = 'GET') =>
  gatewayEvent(path, new Request('http://taibai.example/?a=1', { method }));

test.each(['/identity/', '/alarming/', '/events/', '/metric/', '/v1/webhooks/w1/invoke/'])(
  '%s, which has no route in API Gateway, is redirected to the path without the slash',
  async (path) => {
    const { app, ports } = anEngine();
    const answer = await gatewayHandler(app)(await get(path));
    expect([answer.statusCode, answer.headers?.['location']]).toEqual([
      308,
      `${ports.settings.publicUrl}${path.slice(0, -1)}?a=1`,
    ]);
  },
);

test.each(['/identity', '/v1/webhooks/w1/invoke'])(
  '%s without a slash is not redirected, so that no redirect leads to itself',
  async (path) => {
    const answer = await gatewayHandler(anEngine().app)(await get(path));
    expect(answer.statusCode).toBe(404);
  },
);

test('each service refuses a path with empty or dot segments in its own dialect', async () => {
  const engine = await gatewayHandler(anEngine().app)(await get('//v1/../functions'));
  expect([engine.statusCode, JSON.parse(engine.body)]).toMatchObject([
    404,
    { faultcode: 'Client' },
  ]);
  const aodh = await gatewayHandler(alarmingWorld().app)(await get('/alarming/v2/../v2/alarms'));
  expect([aodh.statusCode, JSON.parse(aodh.body)]).toMatchObject([
    404,
    { error_message: { faultcode: 'Client' } },
  ]);
});
