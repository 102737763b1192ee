import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { expect, test } from 'vitest';
import { anEngine, functionForm, helloZip } from '../support/engine-app.ts';

/** A request as an HTTP API passes it to its Lambda: anything but text arrives as base64. */
async function gatewayEvent(path: string, request: Request): Promise<LambdaEvent> {
  const body = Buffer.from(await request.arrayBuffer());
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: new URL(request.url).search.slice(1),
    headers: { ...Object.fromEntries(request.headers), host: 'taibai.example' },
    requestContext: {
      accountId: '',
      authentication: null,
      authorizer: {},
      apiId: '',
      domainName: 'taibai.example',
      domainPrefix: '',
      http: { method: request.method, path, protocol: '', sourceIp: '', userAgent: '' },
      requestId: '',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
}

test('a package passes through API Gateway unchanged in both directions', async () => {
  const { app } = anEngine();
  const handler = handle(app);
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
