import { once } from 'node:events';
import { createServer } from 'node:http';

/** A receiver of deliveries that answers each with 503 until it is mended. */
export async function failingReceiver() {
  let works = false;
  const server = createServer((_, answer) => {
    if (works) answer.writeHead(204).end();
    else answer.writeHead(503, { 'content-type': 'text/plain' }).end('The pager is out of order.');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/pager`,
    mend: () => {
      works = true;
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
