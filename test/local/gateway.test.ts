import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startGateway, type Gateway } from '../../local/gateway.ts';

let gateway: Gateway;
beforeEach(async () => {
  gateway = await startGateway(0);
});
const closing: (() => void)[] = [];
afterEach(async () => {
  await gateway.stop();
  for (const close of closing.splice(0)) close();
});

/** Starts a server behind the gateway, under the path `/api/$default`. */
async function startTarget(listener: RequestListener): Promise<void> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close().closeAllConnections());
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  gateway.forwardTo(`http://127.0.0.1:${address.port}/api/$default`);
}

/** Sends a request whose path is not normalised. */
async function ask(method: string, path: string, headers: readonly string[] = [], body = '') {
  const sent = httpRequest({
    host: '127.0.0.1',
    port: Number(new URL(gateway.url).port),
    method,
    path,
    headers: ['Host', 'taibai.test', ...headers],
  });
  sent.end(body);
  const [answer]: IncomingMessage[] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer!) chunks.push(chunk);
  return { answer: answer!, text: Buffer.concat(chunks).toString() };
}

test('method, path and query are forwarded unchanged', async () => {
  await startTarget((incoming, outgoing) => outgoing.end(`${incoming.method} ${incoming.url}`));
  const query = 'q.field=a&q.field=b&sort=name%3Aasc&status=eq:success&x=%2F+%20';
  const { text } = await ask('PUT', `/v1/a%2Fb/c:d?${query}`);
  expect(text).toBe(`PUT /api/$default/v1/a%2Fb/c:d?${query}`);
});

test('headers are forwarded in both directions, including repeated ones, and Host is the caller’s', async () => {
  await startTarget((incoming, outgoing) => {
    outgoing.writeHead(418, ['X-Twice', '1', 'X-Twice', '2', 'Set-Cookie', 'a', 'Set-Cookie', 'b']);
    outgoing.end(JSON.stringify([incoming.headers.host, incoming.headersDistinct['x-many']]));
  });
  const { answer, text } = await ask('GET', '/', ['X-Many', '1', 'X-Many', '2']);
  expect(JSON.parse(text)).toEqual(['taibai.test', ['1', '2']]);
  expect(answer.statusCode).toBe(418);
  expect(answer.headersDistinct).toMatchObject({ 'x-twice': ['1', '2'], 'set-cookie': ['a', 'b'] });
});

test('a body is forwarded unchanged, with or without a content length', async () => {
  await startTarget((incoming, outgoing) => void incoming.pipe(outgoing));
  const body = 'x'.repeat(300_000);
  expect((await ask('POST', '/', ['Content-Length', '300000'], body)).text).toBe(body);
  expect((await ask('DELETE', '/', ['Transfer-Encoding', 'chunked'], body)).text).toBe(body);
});

test('the response to HEAD keeps its content length', async () => {
  await startTarget((_, outgoing) => outgoing.setHeader('content-length', '5').end());
  const { answer, text } = await ask('HEAD', '/');
  expect([answer.headers['content-length'], text]).toEqual(['5', '']);
});

test('before the stack is deployed, it answers 503 with a message that every client prints', async () => {
  const answer = await fetch(gateway.url);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({
    faultstring: 'The local stack is not ready yet.',
    error_message: { faultstring: 'The local stack is not ready yet.' },
  });
});

test('it answers 502 if the emulator is gone', async () => {
  gateway.forwardTo('http://127.0.0.1:1/api');
  expect((await fetch(gateway.url)).status).toBe(502);
});

test('it refuses a port that is taken', async () => {
  const port = Number(new URL(gateway.url).port);
  await expect(startGateway(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('the handshake of CloudEvents senders is answered as on AWS, because the emulator refuses it', async () => {
  await startTarget((_, outgoing) => outgoing.writeHead(403).end());
  const origin = ['WebHook-Request-Origin', 'eventgrid.azure.net'];
  const { answer } = await ask('OPTIONS', '/events', origin);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({
    allow: 'OPTIONS, POST',
    'webhook-allowed-origin': 'eventgrid.azure.net',
    'webhook-allowed-rate': '*',
  });
  expect((await ask('OPTIONS', '/events')).answer.headers).not.toHaveProperty(
    'webhook-allowed-origin',
  );
  expect((await ask('OPTIONS', '/v1/functions', origin)).answer.statusCode).toBe(403);
});
