import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type Instant, millisecondsOf } from '../core/instant.ts';
import type { Clock } from '../ports.ts';

/** Makes a received message visible again at `at`, provided that it is then reported as failed. */
export type Postpone = (receiptHandle: string, at: Instant) => Promise<void>;

/** SQS's limit on a visibility timeout. */
const maximumSeconds = 12 * 60 * 60;

export const sqsPostpone =
  (client: SQSClient, queueUrl: string, clock: Clock): Postpone =>
  async (receiptHandle, at) => {
    const seconds = Math.ceil((millisecondsOf(at) - millisecondsOf(clock.now())) / 1000);
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.min(maximumSeconds, Math.max(0, seconds)),
      }),
    );
  };
