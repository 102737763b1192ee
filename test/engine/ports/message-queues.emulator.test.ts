import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { sqsExecutionQueue } from '../../../functions/engine/aws/execution-queue.ts';
import { sqsProvisioningQueue } from '../../../functions/engine/aws/provisioning-queue.ts';
import { executionMessage, provisioningMessage } from '../../../functions/contract/message.ts';
import { executionMessageOf, provisioningMessageOf } from '../support/engine-builders.ts';
import { messageQueueSuite } from './message-queue.suite.ts';

const client = new SQSClient({});

async function aQueue(): Promise<string> {
  const { QueueUrl = '' } = await client.send(
    new CreateQueueCommand({ QueueName: `test-${randomUUID()}` }),
  );
  return QueueUrl;
}

/** What lies on a queue, each message read as its consumer reads it. */
async function receivedFrom<Message>(
  QueueUrl: string,
  schema: z.core.$ZodType<Message>,
): Promise<readonly Message[]> {
  const { Messages: found = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 60 }),
  );
  if (found.length === 0) return [];
  const read = found.map(({ Body = '' }) => z.parse(schema, JSON.parse(Body)));
  return [...read, ...(await receivedFrom(QueueUrl, schema))];
}

messageQueueSuite(
  'executions',
  async () => {
    const url = await aQueue();
    const queue = sqsExecutionQueue(client, url);
    return {
      send: (messages) => queue.send(messages),
      received: () => receivedFrom(url, executionMessage),
    };
  },
  executionMessageOf,
);

messageQueueSuite(
  'functions to provision',
  async () => {
    const url = await aQueue();
    const queue = sqsProvisioningQueue(client, url);
    return {
      send: async (messages) => {
        await Promise.all(messages.map((message) => queue.send(message)));
      },
      received: () => receivedFrom(url, provisioningMessage),
    };
  },
  provisioningMessageOf,
);
