import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import {
  type EventBridgeClient,
  ListRulesCommand,
  type ListRulesCommandOutput,
} from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { ask } from '../api.ts';
import { logIn, type Session } from '../session.ts';
import type { Chain } from './chain.ts';
import { bundleSource } from './bundle-source.ts';
import type { FloorClients } from './floor.ts';
import { percentile, summary } from './percentiles.ts';
import { buildReceiverFloor } from './receiver-floor.ts';
import { alternating } from './alternating-log.ts';
import { type Load, measure } from './report.ts';

/** The stack that is measured, and the clients that the floor is made with. */
export interface AlarmBench {
  readonly url: string;
  readonly busName: string;
  readonly clients: FloorClients;
  /** How many alarms the project has in each measurement. */
  readonly sizes?: readonly number[] | undefined;
}

/** How many alarms are created concurrently. */
const lanes = 8;
/** How many more alarms are created one at a time. */
const more = 20;
/** Alarms that one event hits, and how many such events are sent. */
const fan = { size: 1000, alarms: 10, events: 60 };

/**
 * Measures how the number of alarms affects latency from an event to the alarm's notification, throughput,
 * and the time to create another alarm. Each alarm has an event type of its own. Beyond the deployment's
 * rule limit, the measured alarm shares its rule. The log of events is off, and then on beside a floor that has
 * a neutral subscriber in its place.
 */
export async function measureAlarms(
  { url, busName, clients, sizes = [1, 1000, 5000] }: AlarmBench,
  user: string,
  load: Load,
): Promise<void> {
  const owner = await logIn(url, user);
  const receiver = await startReceiver();
  const floor = await buildReceiverFloor(clients, bundleSource, receiver);
  const logs = await alternating(clients, { busName, floor });
  const ratios = { off: Number.NaN, on: Number.NaN };
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
    const taibai = await chainOf(owner, receiver, `${size} alarms`);
    // oxlint-disable-next-line no-await-in-loop -- see above
    const rules = await rulesOn(clients.events, busName);
    // oxlint-disable-next-line no-await-in-loop -- see above
    await floor.fill(rules);
    const least = { ...floor, name: `floor, ${rules} rules` };
    // oxlint-disable-next-line no-await-in-loop -- see above
    const [off, offFloor, on, onFloor] = await measure(
      [
        logs.withoutLog(taibai),
        logs.withoutLog(least),
        logs.withLog({ ...taibai, name: `${taibai.name}, log on` }),
        logs.withNeutral({ ...least, name: `${least.name}, neutral subscriber` }),
      ],
      load,
    );
    // oxlint-disable-next-line no-await-in-loop -- see above
    await logs.off();
    for (const [log, ours, its] of [
      ['off', off, offFloor] as const,
      ['on', on, onFloor] as const,
    ]) {
      if (!ours || !its) continue;
      const ratio = percentile(ours.bursts, 50) / percentile(its.bursts, 50);
      if (Number.isNaN(ratios[log])) ratios[log] = ratio;
      console.log(
        `${size} alarms, log ${log}: ${ratio.toFixed(2)} of its floor (goal: 0.65); with one alarm: ${ratios[log].toFixed(2)}`,
      );
    }
    // oxlint-disable-next-line no-await-in-loop -- see above
    const samples = await createOneByOne(owner, more);
    console.log(`${size} alarms: creating another one takes ${summary(samples)}`);
    existing = size + more;
    if (size === fan.size) {
      // oxlint-disable-next-line no-await-in-loop -- see above
      const perSecond = await measureFan(owner, receiver);
      console.log(
        `${size} alarms, an event hits ${fan.alarms}: ${perSecond.toFixed(0)} actions/s (goal: 250)`,
      );
      existing += fan.alarms;
    }
  }
  receiver.close();
}

/** Sends events that hit several alarms, and returns how many actions arrive in a second. */
async function measureFan(
  owner: Session,
  receiver: Awaited<ReturnType<typeof startReceiver>>,
): Promise<number> {
  const type = `bench.fan.${randomUUID()}`;
  const alarm = { repeat_actions: true, alarm_actions: [receiver.url] };
  await Promise.all(Array.from({ length: fan.alarms }, () => create(owner, type, alarm)));
  const before = receiver.count();
  const expected = before + fan.alarms * fan.events;
  const began = performance.now();
  const ids = Array.from({ length: fan.events }, () => randomUUID());
  for (let first = 0; first < ids.length; first += 10)
    // oxlint-disable-next-line no-await-in-loop -- one request after the other
    await publish(owner, type, ids.slice(first, first + 10));
  while (receiver.count() < expected && performance.now() - began < 120_000)
    // oxlint-disable-next-line no-await-in-loop -- polling
    await setTimeout(25);
  return ((receiver.count() - before) / (performance.now() - began)) * 1000;
}

async function rulesOn(events: EventBridgeClient, EventBusName: string): Promise<number> {
  let [count, NextToken]: [number, string | undefined] = [0, undefined];
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const page: ListRulesCommandOutput = await events.send(
      new ListRulesCommand({ EventBusName, NextToken }),
    );
    count += page.Rules?.length ?? 0;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return count;
}

const publish = (owner: Session, type: string, eventIds: readonly string[]) =>
  ask(
    owner,
    'POST',
    '/events',
    eventIds.map((eventId) => ({
      message_id: eventId,
      event_type: type,
      traits: [['project_id', 1, owner.projectId]],
    })),
  );

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
    async send(eventIds) {
      await publish(owner, type, eventIds);
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
  let posts = 0;
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { reason_data: data } = notification.parse(
        JSON.parse(Buffer.concat(chunks).toString('utf8')),
      );
      arrivals.set(data.event.message_id, performance.timeOrigin + performance.now());
      posts += 1;
      answer.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    arrivals,
    count: () => posts,
    close: () => server.close(),
  };
}
