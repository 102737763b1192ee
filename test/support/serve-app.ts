import { createServer, type IncomingMessage } from 'node:http';
import { listen } from './listen.ts';

/** Something that answers requests, as an app of ours does. */
type Answering = (request: Request) => Response | Promise<Response>;

/** Serves an app on a free port of loopback, for clients that need a real server. */
export async function serveApp(answer: Answering) {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const response = await answer(await requestOf(incoming));
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    })();
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
    },
  };
}

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const { method = 'GET', url = '/', headers } = incoming;
  const body = Buffer.concat(chunks);
  return new Request(new URL(url, 'http://taibai.example'), {
    method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]),
    ...(body.byteLength > 0 && { body }),
  });
}
