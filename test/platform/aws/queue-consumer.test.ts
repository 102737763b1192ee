import { inspect } from 'node:util';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { queueConsumer } from '../../../functions/platform/aws/queue-consumer.ts';
import { millisecondsOf } from '../../../functions/platform/core/instant.ts';
import { standingClock } from '../../support/clock.ts';
import { partial } from '../../support/partial.ts';

/** Consumes one batch of bodies. The message ids are their indexes. */
async function consume(bodies: readonly string[], deliveries = 1) {
  const consumed: string[] = [];
  const logged: unknown[] = [];
  const note = (...line: readonly unknown[]) => {
    logged.push(line);
  };
  const waits: number[] = [];
  const clock = standingClock();
  const handler = queueConsumer(
    {
      clock,
      log: { info: note, warn: note, error: note },
      postpone: async (_, at) => {
        waits.push((millisecondsOf(at) - millisecondsOf(clock.now())) / 1000);
      },
    },
    z.object({ name: z.string() }),
    async ({ name }) => {
      if (name === 'poison') throw new Error('cannot be done');
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
    failures: response?.batchItemFailures.map((item) => item.itemIdentifier).toSorted(),
  };
}

test('a failed message does not fail the others', async () => {
  const { consumed, failures } = await consume([
    '{"name": "first"}',
    '{"name": "poison"}',
    'secret',
    '{"secret": 1}',
    '{"name": "last"}',
  ]);
  expect(consumed).toEqual(['first', 'last']);
  expect(failures).toEqual(['1', '2', '3']);
});

test('a batch of failed messages reports each of them', async () => {
  expect((await consume(['{"name": "poison"}', 'secret'])).failures).toEqual(['0', '1']);
});

test('a failed message is redelivered with exponential backoff', async () => {
  expect((await consume(['{"name": "poison"}'])).waits).toEqual([1]);
  expect((await consume(['{"name": "poison"}'], 4)).waits).toEqual([8]);
  expect((await consume(['{"name": "poison"}'], 19)).waits).toEqual([60]);
});

test('a malformed message is redelivered without a wait', async () => {
  expect((await consume(['secret', '{"secret": 1}'], 7)).waits).toEqual([0, 0]);
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
    { clock: standingClock(), log: partial({}), postpone: async () => {} },
    z.object({}),
    async (_message, sentAt) => void told.push(sentAt),
  );
  const record = partial<SQSRecord>({
    body: '{}',
    attributes: partial<SQSRecord['attributes']>({ SentTimestamp: '1795000000123' }),
  });
  await handler({ Records: [record] }, partial({}), () => {});
  expect(told).toEqual(['2026-11-18T11:06:40.123000Z']);
});
