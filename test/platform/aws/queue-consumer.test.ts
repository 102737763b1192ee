import { inspect } from 'node:util';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { queueConsumer } from '../../../functions/platform/aws/queue-consumer.ts';
import { Unprocessable } from '../../../functions/platform/core/unprocessable.ts';
import { millisecondsOf } from '../../../functions/platform/core/instant.ts';
import { standingClock } from '../../support/clock.ts';
import { partial } from '../../support/partial.ts';

/** Consumes one batch of bodies. The message ids are their indexes. */
async function consume(bodies: readonly string[], deliveries = 1, deadLetterQueueFails = false) {
  const consumed: string[] = [];
  const logged: unknown[] = [];
  const note = (...line: readonly unknown[]) => {
    logged.push(line);
  };
  const waits: number[] = [];
  const aside: (readonly string[])[] = [];
  const clock = standingClock();
  const handler = queueConsumer(
    {
      clock,
      log: { info: note, warn: note, error: note },
      postpone: async (_, at) => {
        waits.push((millisecondsOf(at) - millisecondsOf(clock.now())) / 1000);
      },
      putAside: async (...given) => {
        if (deadLetterQueueFails) throw new Error('no queue');
        aside.push(given);
      },
    },
    z.object({ name: z.string() }),
    async ({ name }) => {
      if (name === 'failing') throw new Error('cannot be done');
      if (name === 'never') throw new Unprocessable('no such form');
      consumed.push(name);
    },
  );
  const event: SQSEvent = {
    Records: bodies.map((body, place) =>
      partial<SQSRecord>({
        messageId: String(place),
        receiptHandle: 'handle',
        body,
        attributes: partial<SQSRecord['attributes']>({
          ApproximateReceiveCount: String(deliveries),
          SentTimestamp: '1795000000000',
        }),
      }),
    ),
  };
  const response = await handler(event, partial({}), () => {});
  return {
    consumed,
    logged,
    waits,
    aside,
    failures: response?.batchItemFailures.map((item) => item.itemIdentifier).toSorted(),
  };
}

test('a failed message does not fail the others', async () => {
  const { consumed, failures } = await consume([
    '{"name": "first"}',
    '{"name": "failing"}',
    'secret',
    '{"secret": 1}',
    '{"name": "last"}',
  ]);
  expect(consumed).toEqual(['first', 'last']);
  expect(failures).toEqual(['1']);
});

test('a batch of failed messages reports each of them', async () => {
  expect((await consume(['{"name": "failing"}', '{"name": "failing"}'])).failures).toEqual([
    '0',
    '1',
  ]);
});

test('a failed message is redelivered with exponential backoff of at most a quarter of an hour', async () => {
  expect((await consume(['{"name": "failing"}'])).waits).toEqual([1]);
  expect((await consume(['{"name": "failing"}'], 4)).waits).toEqual([8]);
  expect((await consume(['{"name": "failing"}'], 19)).waits).toEqual([900]);
});

test('a message that can never be processed is put aside at once, unchanged and with the reason', async () => {
  const bodies = ['secret', '{"secret": 1}', '{"name": "never"}'];
  const { aside, failures, waits } = await consume(bodies);
  expect(aside).toEqual([
    ['secret', 'message is not JSON'],
    ['{"secret": 1}', 'message is malformed: name'],
    ['{"name": "never"}', 'no such form'],
  ]);
  expect([failures, waits]).toEqual([[], []]);
});

test('a message that the dead-letter queue does not take is redelivered, not lost', async () => {
  const { failures, waits } = await consume(['secret'], 3, true);
  expect([failures, waits]).toEqual([['0'], [4]]);
});

test('the content of messages is not logged', async () => {
  const { logged } = await consume(['secret', '{"secret": "secret"}', '{"name": ["secret"]}']);
  expect(logged).toHaveLength(3);
  expect(inspect(logged, { depth: null })).not.toContain('secret');
});

test('a postponed message becomes visible at the given time and is not deleted', async () => {
  const put: unknown[] = [];
  const handler = queueConsumer(
    {
      clock: standingClock(),
      log: partial({}),
      postpone: async (receipt, at) => {
        put.push([receipt, at]);
      },
      putAside: async () => {},
    },
    z.object({}),
    async () => ({ kind: 'later', at: '2026-11-23T08:00:00.000000Z' }),
  );
  const record = partial<SQSRecord>({
    messageId: 'a',
    receiptHandle: 'handle',
    body: '{}',
    attributes: partial<SQSRecord['attributes']>({ SentTimestamp: '1795000000000' }),
  });
  const response = await handler({ Records: [record] }, partial({}), () => {});
  expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
  expect(put).toEqual([['handle', '2026-11-23T08:00:00.000000Z']]);
});

test('a consumer is told when the message was sent', async () => {
  const told: unknown[] = [];
  const handler = queueConsumer(
    {
      clock: standingClock(),
      log: partial({}),
      postpone: async () => {},
      putAside: async () => {},
    },
    z.object({}),
    async (_message, sentAt) => void told.push(sentAt),
  );
  const record = partial<SQSRecord>({
    messageId: 'a',
    body: '{}',
    attributes: partial<SQSRecord['attributes']>({ SentTimestamp: '1795000000123' }),
  });
  await handler({ Records: [record] }, partial({}), () => {});
  expect(told).toEqual(['2026-11-18T11:06:40.123000Z']);
});
