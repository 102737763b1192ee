import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createSocketServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { nodePoster } from '../../../functions/alarming/node/poster.ts';
import type { Resolve } from '../../../functions/platform/node/resolve-name.ts';
import { networksOf } from '../../../functions/alarming/core/delivery/address-guard.ts';
import { listen } from '../../support/listen.ts';
import { selfSigned } from '../support/self-signed.ts';

const loopback = networksOf('127.0.0.1/32');
const limits = { connectMilliseconds: 300, totalMilliseconds: 500, answerBytes: 100 };
const servers: { close(): unknown; closeAllConnections?(): void }[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

interface Received {
  readonly request: IncomingMessage;
  readonly body: string;
}

/** A receiver on loopback that keeps the requests it gets. */
async function receiver(answer: RequestListener): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ request, body: Buffer.concat(chunks).toString() });
      answer(request, response);
    });
  });
  servers.push(server);
  return { port: await listen(server), received };
}

const post = (url: string, resolve?: Resolve) =>
  nodePoster({ allowedNetworks: loopback, limits, ...(resolve && { resolve }) }).post({
    url,
    headers: { 'content-type': 'application/json', 'x-openstack-request-id': 'req-1' },
    body: '{"alarm_name": "ä"}',
  });

const ok: RequestListener = (_request, response) => response.end('fine');
const fails: Resolve = () =>
  Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));
const never: Resolve = () => new Promise(() => {});
const mixed: Resolve = async () => [
  { address: '127.0.0.1', family: 4 },
  { address: '10.0.0.1', family: 4 },
];
const to =
  (address: string, family = 4): Resolve =>
  async () => [{ address, family }];

/** A receiver that counts its connections, and a poster that keeps them. */
async function keeping(answer: RequestListener, resolve?: Resolve) {
  const { port, received } = await receiver(answer);
  const poster = nodePoster({
    allowedNetworks: networksOf('127.0.0.0/31'),
    limits,
    ...(resolve && { resolve }),
  });
  return {
    received,
    connections: () => new Set(received.map(({ request }) => request.socket)).size,
    post: async (host = '127.0.0.1', path = '/') =>
      (await poster.post({ url: `http://${host}:${port}${path}`, headers: {}, body: 'b' })).outcome,
  };
}

const answering = (...addresses: readonly string[]): Resolve => {
  const left = [...addresses];
  return async () => [{ address: left.shift() ?? '', family: 4 }];
};

describe('a connection', () => {
  test('serves the next post to the same receiver, not one that comes at the same time', async () => {
    const { post: again, connections, received } = await keeping(ok);
    await again();
    await again('127.0.0.1', '/other');
    expect(connections()).toBe(1);
    await Promise.all([again(), again()]);
    expect(connections()).toBe(2);
    expect(received).toHaveLength(4);
  });

  test('is not used again once its address is refused', async () => {
    const resolve = answering('127.0.0.1', '127.0.0.1', '10.0.0.1');
    const { post: again, connections, received } = await keeping(ok, resolve);
    expect((await again('name.example')).kind).toBe('delivered');
    expect((await again('name.example')).kind).toBe('delivered');
    expect((await again('name.example')).kind).toBe('refused');
    expect(received).toHaveLength(2);
    expect(connections()).toBe(1);
  });

  test('goes only to an address that was checked for this post', async () => {
    const resolve = answering('127.0.0.1', '127.0.0.0');
    const { post: again, received } = await keeping(ok, resolve);
    expect((await again('name.example')).kind).toBe('delivered');
    // Nobody listens there. The earlier connection would deliver it.
    expect((await again('name.example')).kind).toBe('unreachable');
    expect(received).toHaveLength(1);
  });

  test('is not shared by two names of an address', async () => {
    const { post: again, connections } = await keeping(ok, answering('127.0.0.1', '127.0.0.1'));
    await again('one.example');
    await again('two.example');
    expect(connections()).toBe(2);
  });

  test('that the receiver has closed is replaced within the same post', async () => {
    const served = new Set<unknown>();
    const { post: again, received } = await keeping((request, response) => {
      if (served.has(request.socket)) return void request.socket.destroy();
      served.add(request.socket);
      response.end('fine');
    });
    expect((await again()).kind).toBe('delivered');
    expect((await again()).kind).toBe('delivered');
    expect(received).toHaveLength(3);
  });

  test('that is new and closed without an answer is not replaced', async () => {
    const { post: once, received } = await keeping((request) => request.socket.destroy());
    expect(await once()).toEqual({ kind: 'unreachable', reason: 'ECONNRESET' });
    expect(received).toHaveLength(1);
  });

  test('is closed if the answer was too large to be read', async () => {
    const { post: again, connections } = await keeping((_request, response) =>
      response.end('x'.repeat(1_000_000)),
    );
    await again();
    await again();
    expect(connections()).toBe(2);
  });
});

describe('posting an alarm action', () => {
  test('sends headers, body and query, but not the fragment', async () => {
    const { port, received } = await receiver(ok);
    expect(await post(`http://127.0.0.1:${port}/a%20b?q=1&aodh-alarm-ssl-verify=0#part`)).toEqual({
      outcome: { kind: 'delivered', status: 200 },
      answer: 'fine',
      latencyMilliseconds: expect.any(Number),
      retryAfter: undefined,
    });
    expect(received[0]?.body).toBe('{"alarm_name": "ä"}');
    expect(received[0]?.request).toMatchObject({
      method: 'POST',
      url: '/a%20b?q=1&aodh-alarm-ssl-verify=0',
      headers: {
        host: `127.0.0.1:${port}`,
        'content-type': 'application/json',
        'content-length': '20',
        'x-openstack-request-id': 'req-1',
      },
    });
  });

  test('credentials in the URL become a header', async () => {
    const { port, received } = await receiver(ok);
    await post(`http://us%40er:100%@127.0.0.1:${port}/`);
    expect(received[0]?.request.headers.authorization).toBe(
      `Basic ${Buffer.from('us@er:100%').toString('base64')}`,
    );
  });

  test.each([404, 500, 302, 429])(
    '%i is reported as rejected, with its Retry-After',
    async (status) => {
      const { port, received } = await receiver((_request, response) =>
        response.writeHead(status, { 'retry-after': '7', location: '/other' }).end('no'),
      );
      expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({
        outcome: { kind: 'rejected', status },
        answer: 'no',
        retryAfter: '7',
      });
      expect(received).toHaveLength(1);
    },
  );

  test('a closed port is reported as unreachable, without address or URL', async () => {
    const { port } = await receiver(ok);
    servers.pop()?.close();
    expect((await post(`http://secret:word@127.0.0.1:${port}/`)).outcome).toEqual({
      kind: 'unreachable',
      reason: 'ECONNREFUSED',
    });
  });

  test('a name that does not resolve is reported as unreachable', async () => {
    expect((await post('http://nowhere.example/', fails)).outcome).toEqual({
      kind: 'unreachable',
      reason: 'ENOTFOUND',
    });
  });

  test('a receiver that does not speak HTTP is reported as unreachable', async () => {
    const server = createSocketServer((socket) => socket.end('HELO\r\n\r\n'));
    servers.push(server);
    const port = await listen(server);
    expect((await post(`http://127.0.0.1:${port}/`)).outcome.kind).toBe('unreachable');
  });

  test('a protocol upgrade ends, and is reported as unreachable', async () => {
    const server = createSocketServer((socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    );
    servers.push(server);
    const port = await listen(server);
    expect((await post(`http://127.0.0.1:${port}/`)).outcome.kind).not.toBe('delivered');
  });

  test('an untrusted certificate is never accepted, whatever the URL asks for', async () => {
    const server = createSecureServer(selfSigned, ok);
    servers.push(server);
    const port = await listen(server);
    const url = `https://name.example:${port}/?aodh-alarm-ssl-verify=0`;
    expect((await post(url, to('127.0.0.1'))).outcome).toEqual({
      kind: 'unreachable',
      reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });
});

describe('limits on a receiver', () => {
  test('a receiver that does not answer times out', async () => {
    const { port } = await receiver(() => {});
    const answer = await post(`http://127.0.0.1:${port}/`);
    expect(answer.outcome.kind).toBe('timed-out');
    expect(answer.latencyMilliseconds).toBeLessThan(1500);
  });

  test('a name resolution that does not end times out', async () => {
    const keep = setInterval(() => {}, 50);
    expect((await post('http://slow.example/', never)).outcome.kind).toBe('timed-out');
    clearInterval(keep);
  });

  test('a slow body is cut at the time-out, and the status counts', async () => {
    const { port } = await receiver((_request, response) => {
      response.write('begin');
    });
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({
      outcome: { kind: 'delivered', status: 200 },
      answer: 'begin',
    });
  });

  test('only the beginning of a large body is read', async () => {
    let sent = 0;
    const { port } = await receiver((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const more = () => {
        while (!response.destroyed && sent < 1e9) {
          sent += chunk.byteLength;
          if (!response.write(chunk)) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    });
    const answer = await post(`http://127.0.0.1:${port}/`);
    expect(answer).toMatchObject({ outcome: { kind: 'delivered' }, answer: 'x'.repeat(100) });
    expect(sent).toBeLessThan(50e6);
  });
});

describe('the addresses of a delivery', () => {
  test('a literal address is checked before any name is resolved', async () => {
    const looked: string[] = [];
    const resolve: Resolve = async (name) => {
      looked.push(name);
      return [{ address: '127.0.0.1', family: 4 }];
    };
    expect((await post('http://169.254.169.254/latest', resolve)).outcome.kind).toBe('refused');
    expect(looked).toEqual([]);
  });

  test('a name is refused if one of its addresses is', async () => {
    const { port, received } = await receiver(ok);
    expect((await post(`http://mixed.example:${port}/`, mixed)).outcome).toEqual({
      kind: 'refused',
      reason: 'not a public address (private)',
    });
    expect(received).toEqual([]);
  });

  test('the connection goes to the checked address, with the name in its headers', async () => {
    const { port, received } = await receiver(ok);
    expect((await post(`http://name.example:${port}/`, to('127.0.0.1'))).outcome.kind).toBe(
      'delivered',
    );
    expect(received[0]?.request.headers.host).toBe(`name.example:${port}`);
  });

  test('localhost may be any allowed loopback address that answers', async () => {
    const { port, received } = await receiver(ok);
    const poster = nodePoster({ allowedNetworks: networksOf('127.0.0.0/8,::1/128'), limits });
    const url = `http://localhost:${port}/`;
    expect((await poster.post({ url, headers: {}, body: '' })).outcome.kind).toBe('delivered');
    expect((await post(url)).outcome.kind).toBe('refused');
    expect(received).toHaveLength(1);
  });

  test('a name that changes its address after the check still reaches the checked one', async () => {
    const { port, received } = await receiver(ok);
    const answers = ['127.0.0.1', '169.254.169.254', '10.0.0.1'];
    const rebinding: Resolve = async () => [{ address: answers.shift() ?? '', family: 4 }];
    expect((await post(`http://rebind.example:${port}/`, rebinding)).outcome.kind).toBe(
      'delivered',
    );
    expect(received).toHaveLength(1);
    expect(answers).toHaveLength(2);
    expect((await post(`http://rebind.example:${port}/`, rebinding)).outcome.kind).toBe('refused');
    expect(received).toHaveLength(1);
  });

  test.each([307, 308])('%i repeats the POST', async (status) => {
    const { port, received } = await receiver((request, response) =>
      request.url === '/end'
        ? response.end('there')
        : response.writeHead(status, { location: '/end' }).end(),
    );
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({
      outcome: { kind: 'delivered', status: 200 },
      answer: 'there',
    });
    expect(received.map(({ request, body }) => [request.method, request.url, body])).toEqual([
      ['POST', '/', '{"alarm_name": "ä"}'],
      ['POST', '/end', '{"alarm_name": "ä"}'],
    ]);
  });

  test('a redirect keeps credentials only within the same origin', async () => {
    const other = await receiver(ok);
    const { port, received } = await receiver((request, response) =>
      response
        .writeHead(307, {
          location: request.url === '/' ? '/again' : `http://127.0.0.1:${other.port}/`,
        })
        .end(),
    );
    await post(`http://user:word@127.0.0.1:${port}/`);
    expect(received.map(({ request }) => request.headers.authorization)).toEqual([
      expect.stringMatching(/^Basic /),
      expect.stringMatching(/^Basic /),
    ]);
    expect(other.received[0]?.request.headers.authorization).toBeUndefined();
  });

  test.each(['http://10.0.0.1/', 'http://[::1]/', 'http://0xa9fea9fe/', 'file:///etc/passwd'])(
    'a redirect to %s is refused',
    async (location) => {
      const { port } = await receiver((_request, response) =>
        response.writeHead(307, { location }).end(),
      );
      expect((await post(`http://127.0.0.1:${port}/`)).outcome.kind).toBe('refused');
    },
  );

  test('a redirect to a name that resolves to a private address is refused', async () => {
    const { port } = await receiver((_request, response) =>
      response.writeHead(307, { location: 'http://inside.example/' }).end(),
    );
    expect((await post(`http://127.0.0.1:${port}/`, to('192.168.0.1'))).outcome.kind).toBe(
      'refused',
    );
  });

  test('three redirects are followed, and the fourth is reported as rejected', async () => {
    const { port, received } = await receiver((_request, response) =>
      response.writeHead(308, { location: '/' }).end(),
    );
    expect((await post(`http://127.0.0.1:${port}/`)).outcome).toEqual({
      kind: 'rejected',
      status: 308,
    });
    expect(received).toHaveLength(4);
  });
});
