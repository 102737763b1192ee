import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test, vi } from 'vitest';
import { dynamoDeliveryStore } from '../../../functions/alarming/aws/delivery-store.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { lambdas } from '../../../functions/contract/environment.ts';
import { deliveryMessage } from '../../../functions/contract/message.ts';
import { deliveryOf } from '../../alarming/support/delivery.ts';
import { createTable } from '../../support/table.ts';

test('the sweeper sends a due delivery to its queue, once', async () => {
  const table = await createTable(new DynamoDBClient({}));
  const sqs = new SQSClient({});
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: `test-${crypto.randomUUID()}` }),
  );
  const bus = `test-${crypto.randomUUID()}`;
  await new EventBridgeClient({}).send(new CreateEventBusCommand({ Name: bus }));
  for (const name of lambdas.sweeper)
    vi.stubEnv(name, name.endsWith('_TABLE') ? table : name.endsWith('_URL') ? QueueUrl : 'none');
  vi.stubEnv('EVENT_BUS', bus);
  vi.stubEnv('MEASURE_ALARMS', '');
  for (const name of ['HITS_QUEUE_ARN', 'HITS_DEAD_LETTER_QUEUE_ARN'])
    vi.stubEnv(name, 'arn:aws:sqs:us-east-1:000000000000:unused');
  const delivery = deliveryOf({ dueAt: '2026-01-01T00:00:00.000000Z', attempt: 6 });
  await dynamoDeliveryStore(documentClient(), table).put(delivery);

  const { handler } = await import('../../../functions/upkeep/entry/sweeper.ts');
  await handler();
  await handler();

  const { Messages: messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
  );
  expect(messages.map(({ Body }) => deliveryMessage.parse(JSON.parse(Body ?? '')))).toMatchObject([
    { attempt: 7, firingId: delivery.firingId },
  ]);
});
