import { randomUUID } from 'node:crypto';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { type Charge, chunks } from './charge.ts';
import { messageChunkBytes, queueName } from './service-request.ts';

/** A batch as Lambda's poller takes it: the event for the Lambda, and what the polling costs. */
export interface QueueBatch {
  readonly event: object;
  readonly charges: readonly Charge[];
  /** Deletes the messages, as the poller does after success. */
  remove(): Promise<void>;
}

const seconds = 20;

/**
 * Takes `size` messages as one batch, billed as one receive and one delete. The emulator may return
 * them in several answers.
 */
export async function takeBatch(
  client: SQSClient,
  QueueUrl: string,
  size: number,
): Promise<QueueBatch> {
  const messages: Message[] = [];
  const deadline = Date.now() + seconds * 1000;
  while (messages.length < size) {
    if (Date.now() > deadline)
      throw new Error(`${messages.length} of ${size} messages in ${QueueUrl}`);
    const wish = {
      QueueUrl,
      MaxNumberOfMessages: Math.min(10, size - messages.length),
      WaitTimeSeconds: 1,
    };
    // oxlint-disable-next-line no-await-in-loop -- asks again for what is missing
    const { Messages: more = [] } = await client.send(new ReceiveMessageCommand(wish));
    messages.push(...more);
  }
  const queue = queueName(QueueUrl);
  const bytes = messages.reduce((sum, { Body = '' }) => sum + Buffer.byteLength(Body), 0);
  return {
    event: { Records: messages.map(recordOf) },
    charges: [
      {
        row: `SQS receives: ${queue}`,
        price: 'sqs-request',
        count: chunks(bytes, messageChunkBytes),
      },
      { row: `SQS deletes: ${queue}`, price: 'sqs-request', count: 1 },
    ],
    async remove() {
      const Entries = messages.map(({ ReceiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle,
      }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    },
  };
}

const recordOf = ({ MessageId = randomUUID(), ReceiptHandle = '', Body = '' }: Message) => ({
  messageId: MessageId,
  receiptHandle: ReceiptHandle,
  body: Body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: String(Date.now()),
    SenderId: 'bench',
    ApproximateFirstReceiveTimestamp: String(Date.now()),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:bench',
  awsRegion: 'us-east-1',
});

const failures = z.object({ batchItemFailures: z.array(z.unknown()).default([]) });

/** Throws if the Lambda reported a message as failed. */
export function requireDone(entry: string, answer: unknown): void {
  const { batchItemFailures } = failures.parse(answer ?? {});
  if (batchItemFailures.length > 0)
    throw new Error(`${entry}: ${batchItemFailures.length} messages failed`);
}
