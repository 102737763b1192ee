import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { withoutDoubleSlash } from '../../../functions/metrics/http/tidy-path.ts';
import { listen } from '../../support/listen.ts';

interface Served {
  readonly request: (path: string, init: RequestInit) => Response | Promise<Response>;
}

/**
 * Serves the metrics service of a test on loopback, for clients that log in by `gnocchi-noauth`: they say who they
 * are in headers. Keeps method and status of each request.
 */
export async function serveMetrics(app: Served) {
  const seen: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const header = (name: string) => String(request.headers[name] ?? '');
    const { method = 'GET', url = '/' } = request;
    const [path = '', query] = url.split('?');
    const body = Buffer.concat(chunks);
    const answer = await app.request(
      `http://taibai.test${withoutDoubleSlash(path)}${query === undefined ? '' : `?${query}`}`,
      {
        method,
        headers: {
          'x-auth-token': `${header('x-user-id')}|${header('x-project-id')}|${header('x-roles')}`,
          'content-type': header('content-type'),
        },
        ...(body.length > 0 && { body }),
      },
    );
    seen.push(`${method} ${answer.status}`);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = createServer((request, response) => void serve(request, response));
  const port = await listen(server);
  return {
    endpoint: `http://127.0.0.1:${port}/metric`,
    seen,
    /** Forgets the requests so far, and returns how many there were of each kind. */
    counted: () => {
      const counts: Record<string, number> = {};
      for (const each of seen.splice(0)) counts[each] = (counts[each] ?? 0) + 1;
      return counts;
    },
    count: (what: string) => seen.filter((each) => each === what).length,
    close: () => server.close(),
  };
}
