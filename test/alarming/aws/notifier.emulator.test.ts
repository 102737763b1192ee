import { createServer } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoDeliveryStore } from '../../../functions/alarming/aws/delivery-store.ts';
import { deliveryIdOf, messageOf } from '../support/delivery.ts';
import { listen } from '../../support/listen.ts';
import { partial } from '../../support/partial.ts';
import { createTable } from '../../support/table.ts';

const record = (messageId: string, body: unknown): SQSRecord =>
  partial<SQSRecord>({
    messageId,
    body: JSON.stringify(body),
    attributes: partial<SQSRecord['attributes']>({
      ApproximateReceiveCount: '1',
      SentTimestamp: String(Date.now()),
    }),
  });

test('the notifier delivers, records and enqueues retries', async () => {
  const posts: string[] = [];
  const server = createServer((request, response) => {
    posts.push(request.url ?? '');
    response.writeHead(request.url === '/fails' ? 503 : 200).end();
  });
  const port = await listen(server);
  const table = await createTable(new DynamoDBClient({}));
  const sqs = new SQSClient({});
  const newQueue = async () => {
    const QueueName = `test-${crypto.randomUUID()}`;
    return (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
  };
  const [QueueUrl, deadLetters] = [await newQueue(), await newQueue()];
  vi.stubEnv('ALARMS_TABLE', table);
  vi.stubEnv('BUCKET', 'none');
  vi.stubEnv('DELIVERIES_QUEUE_URL', QueueUrl);
  vi.stubEnv('SOURCE_QUEUE_URL', QueueUrl);
  vi.stubEnv('DEAD_LETTER_QUEUE_URL', deadLetters);
  vi.stubEnv('DELIVERY_KEY_PARAMETER', 'unread while no project signs');
  vi.stubEnv('TRUST_TOKENS_FUNCTION_ARN', 'uncalled while no action needs a trust');
  for (const name of ['KEYSTONE_URL', 'KEYSTONE_SECRET_ARN', 'KEYSTONE_REMEMBER_SECONDS'])
    vi.stubEnv(name, '');
  vi.stubEnv('PUBLIC_URL', 'http://localhost:7070');
  vi.stubEnv('ALLOWED_NETWORKS', '127.0.0.0/8');
  const { handler } = await import('../../../functions/alarming/entry/notifier.ts');

  const message = messageOf(
    `http://127.0.0.1:${port}/works`,
    `http://127.0.0.1:${port}/fails`,
    'http://169.254.169.254/latest',
  );
  const event: SQSEvent = {
    Records: [record('good', message), record('poison', { ...message, actions: 'x' })],
  };
  const response = await handler(event, partial({}), () => {});
  await handler({ Records: [record('again', message)] }, partial({}), () => {});
  server.close();

  expect(response?.batchItemFailures).toEqual([]);
  expect(posts).toEqual(['/works', '/fails']);
  const store = dynamoDeliveryStore(documentClient(), table);
  const rows = await Promise.all(
    [0, 1, 2].map((place) => store.get('project', deliveryIdOf(place))),
  );
  expect(rows.map((row) => [row?.state, row?.attempt])).toEqual([
    ['delivered', 1],
    ['pending', 1],
    ['failed', 1],
  ]);
  const counted = async (queueUrl: string) => {
    const { Attributes: attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: ['ApproximateNumberOfMessagesDelayed', 'ApproximateNumberOfMessages'],
      }),
    );
    return attributes;
  };
  expect(await counted(QueueUrl)).toMatchObject({
    ApproximateNumberOfMessagesDelayed: '1',
    ApproximateNumberOfMessages: '0',
  });
  expect(await counted(deadLetters)).toMatchObject({ ApproximateNumberOfMessages: '1' });
});
