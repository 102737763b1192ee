import { describe, expect, test } from 'vitest';
import { anEngine, bodyOf, enginePorts } from '../support/engine-app.ts';

describe('the engine as a whole', () => {
  test('lists its API versions without a token', async () => {
    const { app } = anEngine();
    expect(await (await app.request('/')).json()).toEqual({
      versions: [
        {
          id: 'v1.0',
          status: 'CURRENT',
          links: [{ href: 'http://taibai.example:7070/v1', target: 'v1', rel: 'self' }],
        },
      ],
    });
    expect((await app.request('/v1/')).status).toBe(200);
    expect((await app.request('/healthcheck')).status).toBe(200);
    expect((await app.request('/v1')).status).toBe(401);
  });

  test.each([
    ['GET', '/v1/runtimes', '', 401, 'The request you have made requires authentication.'],
    ['GET', '/v1/runtimes', 'stale', 401, 'The request you have made requires authentication.'],
    ['GET', '/v1/nothing', 'demo', 404, 'Not found: /v1/nothing'],
    ['GET', '/nothing', 'demo', 404, 'Not found: /nothing'],
    ['GET', '/v1/webhooks/x/invoke', '', 404, 'Not found: /v1/webhooks/x/invoke'],
    ['PATCH', '/v1/runtimes', 'demo', 405, 'The method is not allowed for the requested URL.'],
    ['POST', '/v1/executions', 'demo', 400, 'Missing argument: "body"'],
  ])(
    '%s %s as %j is %d, in JSON that the clients can print',
    async (method, path, who, status, faultstring) => {
      const { send } = anEngine();
      const answer = await send(who, method, path);
      expect(answer.headers.get('content-type')).toBe('application/json');
      expect([answer.status, await bodyOf(answer)]).toEqual([
        status,
        { faultcode: 'Client', faultstring, debuginfo: null },
      ]);
    },
  );

  test('broken JSON is 400', async () => {
    const { send } = anEngine();
    const answer = await send('demo', 'POST', '/v1/webhooks', { body: '{' });
    expect([answer.status, (await bodyOf(answer)).faultstring]).toEqual([
      400,
      'Request is not in valid JSON format',
    ]);
  });

  test('a broken form is 400', async () => {
    const { send } = anEngine();
    const answer = await send('demo', 'POST', '/v1/functions', {
      body: 'nothing like a form',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect([answer.status, (await bodyOf(answer)).faultstring]).toEqual([
      400,
      'Request is not a valid form.',
    ]);
  });

  test('a bug is answered with nothing but the request id, and is logged', async () => {
    const ports = enginePorts();
    ports.runtimes.list = () => Promise.reject(new Error('the table is on fire'));
    const answer = await anEngine(ports).send('demo', 'GET', '/v1/runtimes');
    expect([answer.status, await bodyOf(answer)]).toEqual([
      500,
      {
        faultcode: 'Server',
        faultstring: expect.stringMatching(
          /^Internal server error \(request req-[0-9a-f-]{36}\)\.$/,
        ),
        debuginfo: null,
      },
    ]);
    expect(ports.logged).toEqual(['request failed', 'request']);
  });
});
