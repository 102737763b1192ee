import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import { listen } from '../../support/listen.ts';

const putEvents = z.object({ Entries: z.array(z.object({ Detail: z.string() })) });

/** A stand-in for EventBridge's `PutEvents`. A call for whose event ids `fails` is true gets a 500. */
export async function putEventsServer(fails: (ids: readonly string[]) => boolean = () => false) {
  const puts = new Map<string, number>();
  let calls = 0;
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      calls += 1;
      const ids = putEvents
        .parse(body)
        .Entries.map(({ Detail: detail }) => String(JSON.parse(detail).id));
      const failed = fails(ids);
      if (!failed) for (const id of ids) puts.set(id, (puts.get(id) ?? 0) + 1);
      response.statusCode = failed ? 500 : 200;
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      const entries = ids.map(() => ({ EventId: 'e' }));
      response.end(JSON.stringify({ FailedEntryCount: 0, Entries: entries }));
    });
  });
  return {
    url: `http://127.0.0.1:${await listen(server)}`,
    /** How often the event of each id was put. */
    puts: puts as ReadonlyMap<string, number>,
    calls: () => calls,
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
