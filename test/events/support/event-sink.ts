import { once } from 'node:events';
import { createServer } from 'node:http';

/** A stand-in for EventBridge's `PutEvents` that takes everything at once and keeps count of the ids. */
export async function eventSink(): Promise<{
  readonly url: string;
  /** How often each event's id was put. */
  readonly ids: ReadonlyMap<string, number>;
  readonly calls: () => number;
  close(): Promise<void>;
}> {
  const ids = new Map<string, number>();
  let calls = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls += 1;
      const { Entries: entries }: { Entries: { Detail: string }[] } = JSON.parse(
        Buffer.concat(chunks).toString(),
      );
      for (const { Detail: detail } of entries) {
        const { id }: { id: string } = JSON.parse(detail);
        ids.set(id, (ids.get(id) ?? 0) + 1);
      }
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(
        JSON.stringify({ FailedEntryCount: 0, Entries: entries.map(() => ({ EventId: 'e' })) }),
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    ids,
    calls: () => calls,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
