import { createServer } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { type Connections, keptConnections } from '../../../functions/platform/node/connections.ts';
import { exchange } from '../../../functions/platform/node/exchange.ts';
import { listen } from '../../support/listen.ts';

const sockets = new Set<unknown>();
const server = createServer((request, response) => {
  sockets.add(request.socket);
  setTimeout(() => response.end('fine'), Number(request.url?.slice(1)));
});
const port = await listen(server);
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const send = (connections: Connections, delayMilliseconds = 0) =>
  exchange({
    method: 'POST',
    url: new URL(`http://127.0.0.1:${port}/${delayMilliseconds}`),
    addresses: undefined,
    headers: {},
    body: '',
    connectMilliseconds: 1000,
    answerBytes: 100,
    signal: AbortSignal.timeout(5000),
    connections,
  });

test('a connection that was idle for more than a second is not used again, even if timers stood still', async () => {
  let now = 0;
  const connections = keptConnections(() => now);
  const before = sockets.size;
  await send(connections);
  now += 1000;
  await send(connections);
  expect(sockets.size - before).toBe(1);
  now += 1001;
  await send(connections);
  expect(sockets.size - before).toBe(2);
});

test('an answer that takes longer than a second arrives, on a new connection and on an earlier one', async () => {
  const connections = keptConnections();
  const answers = [await send(connections, 1200), await send(connections, 1200)];
  expect(answers.map(({ text }) => text)).toEqual(['fine', 'fine']);
});

test.each([
  { others: 99, made: 1 },
  { others: 100, made: 2 },
])(
  'only the 100 origins that were used last keep connections: $others others',
  async ({ others, made }) => {
    const connections = keptConnections();
    const before = sockets.size;
    await send(connections);
    for (let other = 0; other < others; other += 1)
      connections.agentFor(new URL(`http://other-${other}.example/`), undefined);
    await send(connections);
    expect(sockets.size - before).toBe(made);
  },
);
