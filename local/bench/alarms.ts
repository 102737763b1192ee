import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import * as z from 'zod';
import { logIn, type Session } from '../session.ts';
import type { Chain } from './chain.ts';
import { summary } from './percentiles.ts';
import { type Load, measure } from './report.ts';

/** How many alarms one project has when it is measured. */
const sizes = [1, 1000, 5000];
const lanes = 8;
const oneMore = 20;

/**
 * What the number of alarms costs: the time from an event to the notice of the alarm that waits for
 * it, a burst, and the time to make one more alarm. Each alarm waits for a type of its own; beyond
 * the deployment's rule limit the measured one shares its rule.
 */
export async function measureAlarms(url: string, user: string, load: Load): Promise<void> {
  const owner = await logIn(url, user);
  const told = await receiver();
  let made = 0;
  for (const size of sizes) {
    const began = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one size after the other
    await fill(owner, size - 1 - made);
    const seconds = (performance.now() - began) / 1000;
    if (size > 1)
      console.log(
        `made ${size - 1 - made} alarms in ${seconds.toFixed(0)} s: ${((size - 1 - made) / seconds).toFixed(0)} a second`,
      );
    // oxlint-disable-next-line no-await-in-loop -- see above
    await measure([await chainOf(owner, told, `${size} alarms`)], load);
    // oxlint-disable-next-line no-await-in-loop -- see above
    const samples = await createOneByOne(owner, oneMore);
    console.log(`${size} alarms: one more is made in ${summary(samples)}`);
    made = size + oneMore;
  }
  told.close();
}

async function fill(owner: Session, count: number): Promise<void> {
  const left = Array.from({ length: Math.max(0, count) }, () => `bench.${randomUUID()}`).values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      // oxlint-disable-next-line no-await-in-loop -- each lane makes one after the other
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
  told: Awaited<ReturnType<typeof receiver>>,
  name: string,
): Promise<Chain> {
  const type = `bench.measured.${randomUUID()}`;
  await create(owner, type, { repeat_actions: true, alarm_actions: [told.url] });
  return {
    name,
    async send(eventId) {
      await post(owner, '/events', {
        message_id: eventId,
        event_type: type,
        traits: [['project_id', 1, owner.projectId]],
      });
    },
    settled: async () => true,
    finished: async () => told.arrivals,
  };
}

const create = (owner: Session, eventType: string, over: object = {}): Promise<void> =>
  post(owner, '/alarming/v2/alarms', {
    name: eventType,
    type: 'event',
    event_rule: { event_type: eventType },
    ...over,
  });

async function post({ url, token }: Session, path: string, body: object): Promise<void> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': token },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text}`);
}

const notice = z.object({
  reason_data: z.object({ event: z.object({ message_id: z.string() }) }),
});

/** Notes when each event's notice arrived, in milliseconds since 1970. */
async function receiver() {
  const arrivals = new Map<string, number>();
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { reason_data: data } = notice.parse(
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
