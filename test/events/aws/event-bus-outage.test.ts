import { once } from 'node:events';
import { createServer } from 'node:http';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, expect, test } from 'vitest';
import { eventBridgeBus } from '../../../functions/events/aws/event-bus.ts';
import { toBusDetail } from '../../../functions/events/core/bus-detail.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { anEvent } from '../support/event-world.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A bus whose calls fail as `fails` says of the ids in them. */
async function busThat(fails: (ids: readonly string[]) => boolean) {
  let calls = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls += 1;
      const { Entries: entries }: { Entries: { Detail: string }[] } = JSON.parse(
        Buffer.concat(chunks).toString(),
      );
      const ids = entries.map(({ Detail }) => String(JSON.parse(Detail).id));
      response.statusCode = fails(ids) ? 500 : 200;
      response.end(JSON.stringify({ Entries: entries.map(() => ({ EventId: 'e' })) }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  const client = new EventBridgeClient({
    endpoint: `http://127.0.0.1:${address.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  closing.push(() => client.destroy());
  return { bus: eventBridgeBus(client, 'bus', async () => {}), calls: () => calls };
}

const details = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const reading = readNotification(loads(anEvent({ id: `m${i}` })));
    if (reading.kind === 'refused') throw new Error(reading.reason);
    return toBusDetail(reading.notification, `a${i}`);
  });

test('a hundred events cost ten calls at most', async () => {
  const { bus, calls } = await busThat(() => false);
  const answers = await bus.publish(details(100));
  expect(answers).toHaveLength(100);
  expect(calls()).toBeLessThanOrEqual(10);
});

test('where some calls fail, their events are refused and may be sent again; the others are taken', async () => {
  const { bus } = await busThat((ids) => ids.includes('m15'));
  const answers = await bus.publish(details(30));
  expect(answers.map((answer) => answer.kind === 'refused' && answer.transient)).toEqual(
    Array.from({ length: 30 }, (_, i) => i >= 10 && i < 20),
  );
});

test('where every call fails, nothing was taken and all of it may be sent again', async () => {
  const { bus } = await busThat(() => true);
  await expect(bus.publish(details(30))).rejects.toHaveProperty('$metadata.httpStatusCode', 500);
});
