import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { keptConnections } from '../../../functions/platform/node/connections.ts';
import { exchange } from '../../../functions/platform/node/exchange.ts';
import { listen } from '../../support/listen.ts';

const sockets = new Set<unknown>();
const server = createServer((request, response) => {
  sockets.add(request.socket);
  response.end('fine');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('a connection that was idle for more than a second is not used again, even if timers stood still', async () => {
  let now = 0;
  const connections = keptConnections(() => now);
  const url = new URL(`http://127.0.0.1:${await listen(server)}/`);
  const call = { method: 'POST', url, addresses: undefined, headers: {}, body: '' } as const;
  const limits = { connectMilliseconds: 1000, answerBytes: 100 };
  const send = () =>
    exchange({ ...call, ...limits, connections, signal: AbortSignal.timeout(1000) });
  await send();
  now += 1000;
  await send();
  expect(sockets.size).toBe(1);
  now += 1001;
  await send();
  expect(sockets.size).toBe(2);
});
