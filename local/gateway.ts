import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Gateway {
  /** Without a slash at the end. */
  readonly url: string;
  /** From now on requests go to this URL, the rest of their path and query behind it. */
  forwardTo(target: string): void;
  stop(): Promise<void>;
}

/** The emulator closes idle connections after 75 s; ours go before, so that none is used too late. */
const idleMilliseconds = 60_000;

/**
 * The one stable base URL of a local stack: a loopback proxy in front of the emulator's URL of the
 * HTTP API, which changes with every deployment. Method, path, query, headers and body pass as
 * they are; until it knows where to, it answers 503. Refuses with `EADDRINUSE` a port that is taken.
 */
export async function startGateway(port: number): Promise<Gateway> {
  const agent = new Agent({ keepAlive: true, timeout: idleMilliseconds, scheduling: 'lifo' });
  let target: URL | undefined;
  const server = createServer({ keepAliveTimeout: idleMilliseconds }, (incoming, outgoing) => {
    if (target) forward(incoming, outgoing, { target, agent });
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

interface Way {
  readonly target: URL;
  readonly agent: Agent;
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { target, agent }: Way,
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
    else refuse(outgoing, 502, `The emulator does not answer (${error.message}).`);
  });
  outgoing.on('close', () => upstream.destroy());
  incoming.pipe(upstream);
}

/** Headers about the connection, which is another one on each side. How a body is framed stays. */
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

/** A body that the clients of all three dialects can print. */
function refuse(outgoing: ServerResponse, status: number, text: string): void {
  const fault = { faultcode: 'Server', faultstring: text, debuginfo: null };
  outgoing.writeHead(status, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify({ ...fault, message: text, error_message: fault }));
}
