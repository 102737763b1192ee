import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../../support/listen.ts';

interface Served {
  fetch(request: Request): Response | Promise<Response>;
}

/** Serves an app on loopback. */
export async function serveApp(app: Served) {
  const answer = async (request: Request) => app.fetch(request);
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await buffer(incoming);
      const { method = 'GET', url = '/', headers } = incoming;
      const response = await answer(
        new Request(new URL(url, 'http://127.0.0.1'), {
          method,
          headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
          ...(body.length > 0 && { body: new Uint8Array(body) }),
        }),
      );
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    })();
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
