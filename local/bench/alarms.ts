import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import * as z from 'zod';
import { ask } from '../api.ts';
import { logIn, type Session } from '../session.ts';
import type { Chain } from './chain.ts';
import { summary } from './percentiles.ts';
import { type Load, measure } from './report.ts';

/** How many alarms the project has in each measurement. */
const sizes = [1, 1000, 5000];
/** How many alarms are created concurrently. */
const lanes = 8;
/** How many more alarms are created one at a time. */
const more = 20;

/**
 * Measures how the number of alarms affects latency from an event to the alarm's notification, throughput,
 * and the time to create another alarm. Each alarm has an event type of its own. Beyond the deployment's
 * rule limit, the measured alarm shares its rule.
 */
export async function measureAlarms(url: string, user: string, load: Load): Promise<void> {
  const owner = await logIn(url, user);
  const receiver = await startReceiver();
  let existing = 0;
  for (const size of sizes) {
    const began = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one size after the other
    await fill(owner, size - 1 - existing);
    const seconds = (performance.now() - began) / 1000;
    if (size > 1)
      console.log(
        `created ${size - 1 - existing} alarms in ${seconds.toFixed(0)} s: ${((size - 1 - existing) / seconds).toFixed(0)} per second`,
      );
    // oxlint-disable-next-line no-await-in-loop -- see above
    await measure([await chainOf(owner, receiver, `${size} alarms`)], load);
    // oxlint-disable-next-line no-await-in-loop -- see above
    const samples = await createOneByOne(owner, more);
    console.log(`${size} alarms: creating another one takes ${summary(samples)}`);
    existing = size + more;
  }
  receiver.close();
}

async function fill(owner: Session, count: number): Promise<void> {
  const left = Array.from({ length: Math.max(0, count) }, () => `bench.${randomUUID()}`).values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      // oxlint-disable-next-line no-await-in-loop -- each lane creates one at a time
      for (const type of left) await create(owner, type);
    }),
  );
}

async function createOneByOne(owner: Session, count: number): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const began = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one at a time is what is measured
    await create(owner, `bench.${randomUUID()}`);
    samples.push(performance.now() - began);
  }
  return samples;
}

async function chainOf(
  owner: Session,
  receiver: Awaited<ReturnType<typeof startReceiver>>,
  name: string,
): Promise<Chain> {
  const type = `bench.measured.${randomUUID()}`;
  await create(owner, type, { repeat_actions: true, alarm_actions: [receiver.url] });
  return {
    name,
    async send(eventId) {
      await ask(owner, 'POST', '/events', {
        message_id: eventId,
        event_type: type,
        traits: [['project_id', 1, owner.projectId]],
      });
    },
    idle: async () => true,
    finished: async () => receiver.arrivals,
  };
}

const create = (owner: Session, eventType: string, over: object = {}): Promise<string> =>
  ask(owner, 'POST', '/alarming/v2/alarms', {
    name: eventType,
    type: 'event',
    event_rule: { event_type: eventType },
    ...over,
  });

const notification = z.object({
  reason_data: z.object({ event: z.object({ message_id: z.string() }) }),
});

/** Records when the notification of each event arrived, in milliseconds since 1970. */
async function startReceiver() {
  const arrivals = new Map<string, number>();
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { reason_data: data } = notification.parse(
        JSON.parse(Buffer.concat(chunks).toString('utf8')),
      );
      arrivals.set(data.event.message_id, performance.timeOrigin + performance.now());
      answer.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}/`, arrivals, close: () => server.close() };
}
