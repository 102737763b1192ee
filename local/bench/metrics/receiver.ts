import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

/** Takes notifications of alarms. */
export interface Receiver {
  readonly url: string;
  /** When the next notification of the alarm comes, in milliseconds since 1970. */
  next(alarmId: string): Promise<number>;
  close(): void;
}

const notification = z.object({ alarm_id: z.string() });
const patienceMilliseconds = 60_000;

export async function startReceiver(): Promise<Receiver> {
  const arrivals = new Map<string, number>();
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    const arrived = performance.timeOrigin + performance.now();
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { alarm_id: id } = notification.parse(JSON.parse(Buffer.concat(chunks).toString()));
      arrivals.set(id, arrived);
      answer.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    async next(alarmId) {
      const deadline = Date.now() + patienceMilliseconds;
      for (;;) {
        const arrived = arrivals.get(alarmId);
        if (arrived !== undefined && arrivals.delete(alarmId)) return arrived;
        if (Date.now() > deadline) throw new Error(`alarm ${alarmId} was not notified`);
        // oxlint-disable-next-line no-await-in-loop -- polls
        await sleep(10);
      }
    },
    close: () => server.close(),
  };
}
