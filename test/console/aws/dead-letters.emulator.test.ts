import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { sqsDeadLetters } from '../../../functions/console/aws/dead-letters.ts';
import { sqsPoison } from '../../../functions/events/sources/broker/aws/poison-queue.ts';
import { sqsPutAside } from '../../../functions/platform/aws/put-aside.ts';
import { systemClock } from '../../../functions/platform/node/clock.ts';

const client = new SQSClient({});

const newQueue = async (): Promise<string> => {
  const { QueueUrl: url = '' } = await client.send(
    new CreateQueueCommand({ QueueName: `test-${randomUUID()}` }),
  );
  return url;
};

async function world(count: number) {
  const [url, source] = [await newQueue(), await newQueue()];
  const putAside = sqsPutAside(client, url);
  for (let i = 0; i < count; i += 1)
    // oxlint-disable-next-line no-await-in-loop -- in order
    await putAside(`{"n":${i}}`, `reason ${i}`);
  const letters = sqsDeadLetters(client, [{ name: 'q', url, source }], systemClock);
  return { letters, url, source };
}

/** The bodies of all messages of a queue. */
async function drained(url: string): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- batch after batch
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 30 }),
    );
    if (messages.length === 0) return bodies.toSorted();
    for (const { Body, ReceiptHandle } of messages) {
      bodies.push(Body ?? '');
      // oxlint-disable-next-line no-await-in-loop -- in order
      await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    }
  }
}

const bodiesOf = (count: number) =>
  Array.from({ length: count }, (_, i) => `{"n":${i}}`).toSorted();

test('a look shows every message once with its reason, and everybody sees them again at once', async () => {
  const { letters, url } = await world(25);
  const first = await letters.peek('q', 50);
  expect(first.map(({ body }) => body).toSorted()).toEqual(bodiesOf(25));
  expect(first.find(({ body }) => body === '{"n":7}')).toMatchObject({ reason: 'reason 7' });
  expect(await letters.depth('q')).toEqual({ waiting: 25, inFlight: 0 });
  expect(await letters.peek('q', 50)).toHaveLength(25);
  expect(await drained(url)).toEqual(bodiesOf(25));
});

test('what the bridge to a broker put aside says why, too', async () => {
  const url = await newQueue();
  const poison = sqsPoison(client, url);
  await poison.add([{ queue: 'taibai', data: 'AAE=', reason: 'It is no JSON.' }]);
  const letters = sqsDeadLetters(client, [{ name: 'q', url, source: null }], systemClock);
  expect(await letters.peek('q', 50)).toMatchObject([{ reason: 'It is no JSON.' }]);
});

test('messages are sent where they came from, so many and no more, and none is lost or doubled', async () => {
  const { letters, source, url } = await world(23);
  expect(await letters.resend('q', 12)).toBe(12);
  expect(await letters.depth('q')).toMatchObject({ waiting: 11 });
  expect(await letters.resend('q', 100)).toBe(11);
  expect(await drained(source)).toEqual(bodiesOf(23));
  expect(await drained(url)).toEqual([]);
});

test('a message that cannot be sent stays: it is deleted only afterwards', async () => {
  const { url } = await world(1);
  const gone = await newQueue();
  const letters = sqsDeadLetters(
    client,
    [{ name: 'q', url, source: `${gone}-not-there` }],
    systemClock,
  );
  await expect(letters.resend('q', 10)).rejects.toThrow(/queue/i);
  const { waiting, inFlight } = await letters.depth('q');
  expect(waiting + inFlight).toBe(1);
});

test('messages are deleted by id, and the others stay visible', async () => {
  const { letters, url } = await world(15);
  const [one, two] = await letters.peek('q', 50);
  expect(await letters.remove('q', [one?.id ?? '', two?.id ?? '', 'none'])).toBe(2);
  const left = bodiesOf(15).filter((body) => body !== one?.body && body !== two?.body);
  await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'later' }));
  expect(await drained(url)).toEqual([...left, 'later'].toSorted());
});
