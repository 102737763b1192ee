import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { sqsDeliveryQueue } from '../../../functions/alarming/aws/delivery-queue.ts';
import { deliveryMessage } from '../../../functions/contract/message.ts';
import { messageOf } from '../support/delivery.ts';

test('a delivery message survives the queue, and a delayed one is held back', async () => {
  const client = new SQSClient({});
  const { QueueUrl = '' } = await client.send(
    new CreateQueueCommand({ QueueName: `test-${randomUUID()}` }),
  );
  const queue = sqsDeliveryQueue(client, QueueUrl);
  await queue.send({ ...messageOf('http://delayed.example/'), attempt: 2 }, 900);
  await queue.send(messageOf('http://ä.example/?q=1#f', 'log://'));

  const { Messages: messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
  );
  expect(messages.map(({ Body }) => deliveryMessage.parse(JSON.parse(Body ?? '')))).toEqual([
    messageOf('http://ä.example/?q=1#f', 'log://'),
  ]);
});
