import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { handshakeHeaders } from '../functions/events/http/handshake.ts';

export interface Gateway {
  /** Without a trailing slash. */
  readonly url: string;
  /** Forwards requests to this URL from now on; their path and query are appended to it. */
  forwardTo(target: string): void;
  stop(): Promise<void>;
}

/** Less than the 75 s after which the emulator closes idle connections, so that no closed one is used. */
const idleMilliseconds = 60_000;

/**
 * The stable base URL of a local stack: a loopback proxy for the HTTP API, whose URL on the emulator
 * changes with every deployment. Method, path, query, headers and body are forwarded unchanged. Answers
 * 503 until it has a target. Throws `EADDRINUSE` if the port is taken.
 */
export async function startGateway(port: number): Promise<Gateway> {
  const agent = new Agent({ keepAlive: true, timeout: idleMilliseconds, scheduling: 'lifo' });
  let target: URL | undefined;
  const server = createServer({ keepAliveTimeout: idleMilliseconds }, (incoming, outgoing) => {
    if (isHandshake(incoming)) permit(incoming, outgoing);
    else if (target) forward(incoming, outgoing, { target, agent });
    else refuse(outgoing, 503, 'The local stack is not ready yet.');
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://localhost:${bound}`,
    forwardTo: (url) => {
      target = new URL(url);
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      agent.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
}

/**
 * The emulator refuses every OPTIONS with 403 but a browser's. AWS passes this one on to the events' Lambda, which
 * answers the same.
 */
const isHandshake = ({ method, url = '', headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' &&
  headers['access-control-request-method'] === undefined &&
  /^\/events\/?(\?|$)/.test(url);

function permit({ headersDistinct }: IncomingMessage, outgoing: ServerResponse): void {
  const origin = headersDistinct['webhook-request-origin']?.[0];
  outgoing.writeHead(200, handshakeHeaders(origin)).end();
}

interface Route {
  readonly target: URL;
  readonly agent: Agent;
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { target, agent }: Route,
): void {
  const upstream = request({
    agent,
    host: target.hostname,
    port: target.port,
    method: incoming.method,
    path: `${target.pathname}${incoming.url}`,
    headers: endToEnd(incoming.rawHeaders),
  });
  upstream.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.rawHeaders));
    answer.pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
  });
  upstream.on('error', (error) => {
    if (outgoing.headersSent) outgoing.destroy();
    else refuse(outgoing, 502, `The emulator does not respond (${error.message}).`);
  });
  outgoing.on('close', () => upstream.destroy());
  incoming.pipe(upstream);
}

/** Headers of a single connection, which are not forwarded. Those that frame the body are. */
const hopByHop = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'upgrade',
]);

function endToEnd(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, index) => {
    const name = rawHeaders[index - (index % 2)];
    return name !== undefined && !hopByHop.has(name.toLowerCase());
  });
}

/** The body has the error fields of all three dialects, so that every client prints the text. */
function refuse(outgoing: ServerResponse, status: number, text: string): void {
  const fault = { faultcode: 'Server', faultstring: text, debuginfo: null };
  outgoing.writeHead(status, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify({ ...fault, message: text, error_message: fault }));
}
