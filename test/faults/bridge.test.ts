import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'amqplib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { amqpBroker } from '../../functions/events/sources/broker/amqp/broker.ts';
import { memoryPayloadStore } from '../fakes/payload-store.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';
import { nodeIds } from '../../functions/platform/node/ids.ts';
import { timerSleep } from '../../functions/platform/node/sleep.ts';
import { type Bridge, runBridge } from '../../functions/events/sources/broker/app/run-bridge.ts';
import { evaluateHit } from '../../functions/alarming/app/decisions/evaluate-hit.ts';
import type { HitMessage } from '../../functions/contract/message.ts';
import type { EventBus } from '../../functions/events/ports.ts';
import { hasRabbitMq, type RabbitMq, rabbitMqNode } from '../../local/rabbitmq.ts';
import { anAlarm } from '../alarming/support/alarm.ts';
import { bridgeProcess } from '../events/support/bridge-process.ts';
import { sendConfirmed } from '../events/support/broker-sender.ts';
import { putEventsServer } from '../events/support/put-events-server.ts';
import { eventWorld } from '../events/support/event-world.ts';
import { osloMessage } from '../events/support/oslo-message.ts';
import { silentLog } from '../support/silent-log.ts';
import { tcpLink } from './support/tcp-link.ts';

/** A bus that counts events and can be made unreachable. */
function countingBus() {
  const taken = new Map<string, number>();
  let reachable = true;
  const bus: EventBus = {
    async publish(events) {
      await timerSleep(2);
      if (!reachable) throw new Error('the bus is unreachable');
      for (const { id } of events) taken.set(id, (taken.get(id) ?? 0) + 1);
      return events.map(() => ({ kind: 'accepted' }));
    },
  };
  return {
    bus,
    taken,
    reachable: (is: boolean) => {
      reachable = is;
    },
    repeats: () => [...taken.values()].reduce((sum, times) => sum + times - 1, 0),
  };
}

const idsOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${name}-${i}`);

const connected = (running: Bridge) =>
  expect.poll(() => running.counts().connections, { timeout: 30_000 }).toBeGreaterThan(0);

const nothingLost = (taken: ReadonlyMap<string, number>, ids: readonly string[]) =>
  expect
    .poll(() => ids.filter((id) => !taken.has(id)).length, { timeout: 60_000, interval: 200 })
    .toBe(0);

describe.skipIf(!hasRabbitMq())('the bridge and a real RabbitMQ', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-'));
  let rabbit: RabbitMq;
  let bridge: Bridge | undefined;
  const exchange = 'durable-cloud';
  const binding = { exchange, routingKey: 'alarm.all.sample' };

  beforeAll(async () => {
    rabbit = await rabbitMqNode(folder);
    await rabbit.start();
  });
  afterEach(async () => {
    bridge?.stop();
    await bridge?.ended;
  });
  afterAll(async () => {
    await rabbit.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  function startBridge(queue: string, bus: EventBus, port = rabbit.port): Bridge {
    bridge = runBridge(
      {
        broker: amqpBroker({
          brokers: [`amqp://guest:guest@127.0.0.1:${port}`],
          queue,
          queueType: 'classic',
          bindings: [binding],
          durableExchanges: true,
          prefetch: 200,
        }),
        bus,
        clock: systemClock,
        ids: nodeIds,
        log: silentLog,
        payloads: memoryPayloadStore(),
        // Shorter waits than in production keep the test fast.
        sleep: (milliseconds) => timerSleep(Math.min(milliseconds, 300)),
      },
      { definitions: [], batch: 50, lanes: 4 },
    );
    return bridge;
  }

  test.each([
    ['restarted', (node: RabbitMq) => node.stop()],
    ['killed', (node: RabbitMq) => node.kill()],
  ])('no confirmed message is lost when the broker is %s under load', async (name, fault) => {
    const { bus, taken, repeats } = countingBus();
    await connected(startBridge(`taibai-${name}`, bus));
    const ids = idsOf(name, 3000);
    let faulted: Promise<void> | undefined;
    await sendConfirmed(() => rabbit.port, {
      ...binding,
      ids,
      confirmed: (count) => {
        if (count >= 1000) faulted ??= fault(rabbit).then(() => rabbit.start());
      },
    });
    await faulted;
    await nothingLost(taken, ids);
    expect(bridge?.counts().connections).toBeGreaterThan(1);
    console.log(`broker ${name}: ${ids.length} sent, 0 lost, ${repeats()} repeated`);
  });

  test('no confirmed message is lost when the broker becomes unreachable under load', async () => {
    const { bus, taken, repeats } = countingBus();
    const link = await tcpLink(rabbit.port);
    await connected(startBridge('taibai-unreachable', bus, link.port));
    const ids = idsOf('unreachable', 3000);
    await sendConfirmed(() => rabbit.port, {
      ...binding,
      ids,
      confirmed: (count) => {
        if (count === 500 || count === 1500) link.cut();
        if (count === 1000 || count === 2000) link.mend();
      },
    });
    await nothingLost(taken, ids);
    expect(bridge?.counts().connections).toBeGreaterThan(1);
    link.close();
    console.log(`broker unreachable: ${ids.length} sent, 0 lost, ${repeats()} repeated`);
  });

  test('messages wait while the bus is unreachable, and are carried when it is back', async () => {
    const { bus, taken, reachable } = countingBus();
    const running = startBridge('taibai-patient', bus);
    await connected(running);
    reachable(false);
    const ids = idsOf('patient', 500);
    await sendConfirmed(() => rabbit.port, { ...binding, ids });
    await expect.poll(() => running.counts().waits).toBeGreaterThan(0);
    expect([...taken.keys()]).toEqual([]);
    reachable(true);
    await nothingLost(taken, ids);
  });

  test('a message that cannot be read is set aside with its reason, and the others are carried', async () => {
    const { bus, taken } = countingBus();
    const running = startBridge('taibai-poison', bus);
    await connected(running);
    const connection = await connect(`amqp://guest:guest@127.0.0.1:${rabbit.port}`);
    const channel = await connection.createConfirmChannel();
    const poison = ['no JSON', '[]', '{"payload": 1}', osloMessage({ payload: [{}] })];
    for (const body of poison) channel.publish(exchange, binding.routingKey, Buffer.from(body));
    await channel.waitForConfirms();
    const ids = idsOf('after-poison', 20);
    await sendConfirmed(() => rabbit.port, { ...binding, ids });
    await nothingLost(taken, ids);
    await expect.poll(() => running.counts().poison).toBe(poison.length);
    await expect
      .poll(async () => (await channel.checkQueue('taibai-poison.poison')).messageCount)
      .toBe(poison.length);
    const aside = await channel.get('taibai-poison.poison', { noAck: true });
    expect(aside && aside.content.toString()).toBe('no JSON');
    expect(aside && aside.properties.headers?.['x-taibai-reason']).toBe('The message is not JSON.');
    expect((await channel.checkQueue('taibai-poison')).messageCount).toBe(0);
    await connection.close();
  });

  test('other consumers get their own copy of every message', async () => {
    const { bus, taken } = countingBus();
    const connection = await connect(`amqp://guest:guest@127.0.0.1:${rabbit.port}`);
    const channel = await connection.createChannel();
    await channel.assertExchange(exchange, 'topic', { durable: true });
    await channel.assertQueue(binding.routingKey, { durable: false });
    await channel.bindQueue(binding.routingKey, exchange, binding.routingKey);
    await connected(startBridge('taibai-beside', bus));
    const ids = idsOf('beside', 30);
    await sendConfirmed(() => rabbit.port, { ...binding, ids });
    await nothingLost(taken, ids);
    expect((await channel.checkQueue(binding.routingKey)).messageCount).toBe(ids.length);
    await channel.deleteQueue(binding.routingKey);
    await connection.close();
  });

  test('no confirmed message is lost when the bridge is killed under load', async () => {
    const server = await putEventsServer();
    const start = () =>
      bridgeProcess({
        endpoint: server.url,
        brokerPort: rabbit.port,
        environment: {
          BRIDGE_QUEUE: 'taibai-killed-bridge',
          BRIDGE_BINDINGS: `${binding.exchange}:${binding.routingKey}`,
          BRIDGE_DURABLE_EXCHANGES: 'true',
          BRIDGE_PREFETCH: '200',
        },
      });
    let running = start();
    await expect.poll(running.output, { timeout: 30_000 }).toContain('connected to the broker');
    const ids = idsOf('killed-bridge', 3000);
    await sendConfirmed(() => rabbit.port, {
      ...binding,
      ids,
      confirmed: (count) => {
        if (count !== 1000 && count !== 2000) return;
        running.process.kill('SIGKILL');
        running = start();
      },
    });
    await nothingLost(server.puts, ids);
    const repeated = [...server.puts.values()].reduce((sum, times) => sum + times - 1, 0);
    console.log(`bridge killed: ${ids.length} sent, 0 lost, ${repeated} repeated`);
    await running.stop();
    expect(running.output()).toContain('"message":"carried"');
    await server.close();
  });

  test('an event that is published twice has one effect', async () => {
    const world = eventWorld();
    const alarm = await world.add(anAlarm({ repeatActions: true }));
    const twice: EventBus = {
      async publish(events) {
        await world.ports.bus.publish(events);
        return world.ports.bus.publish(events);
      },
    };
    await connected(startBridge('taibai-twice', twice));
    const ids = idsOf('twice', 50);
    await sendConfirmed(() => rabbit.port, { ...binding, ids });
    const hits: HitMessage[] = [];
    const arrived = async () => hits.push(...(await world.hitsOf()));
    await expect.poll(arrived, { timeout: 20_000 }).toBe(2 * ids.length);
    for (const hit of hits) {
      // oxlint-disable-next-line no-await-in-loop -- in order
      await evaluateHit(world.ports, hit);
    }
    expect(await world.transitions(alarm)).toHaveLength(ids.length);
  });
});
