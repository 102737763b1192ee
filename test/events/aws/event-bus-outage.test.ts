import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, expect, test } from 'vitest';
import { eventBridgeBus } from '../../../functions/events/aws/event-bus.ts';
import { toBusDetail } from '../../../functions/events/core/bus-detail.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { anEvent } from '../support/event-world.ts';
import { putEventsServer } from '../support/put-events-server.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A bus behind a server that fails calls by the ids in them. */
async function busThat(fails: (ids: readonly string[]) => boolean) {
  const server = await putEventsServer(fails);
  closing.push(() => server.close());
  const client = new EventBridgeClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  closing.push(() => client.destroy());
  return { bus: eventBridgeBus(client, 'bus', async () => {}), calls: server.calls };
}

const details = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const reading = readNotification(loads(anEvent({ id: `m${i}` })));
    if (reading.kind === 'refused') throw new Error(reading.reason);
    return toBusDetail(reading.notification, `a${i}`);
  });

test('100 events take at most ten calls', async () => {
  const { bus, calls } = await busThat(() => false);
  const answers = await bus.publish(details(100));
  expect(answers).toHaveLength(100);
  expect(calls()).toBeLessThanOrEqual(10);
});

test('if some calls fail, their events are refused as transient, and the others are accepted', async () => {
  const { bus } = await busThat((ids) => ids.includes('m15'));
  const answers = await bus.publish(details(30));
  expect(answers.map((answer) => answer.kind === 'refused' && answer.transient)).toEqual(
    Array.from({ length: 30 }, (_, i) => i >= 10 && i < 20),
  );
});

test('if all calls fail, publishing rejects', async () => {
  const { bus } = await busThat(() => true);
  await expect(bus.publish(details(30))).rejects.toHaveProperty('$metadata.httpStatusCode', 500);
});
