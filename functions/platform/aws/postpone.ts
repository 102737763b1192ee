import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type Instant, millisecondsOf } from '../core/instant.ts';
import type { Clock } from '../ports.ts';

/** Hides a received message until then; to be followed by reporting it as failed. */
export type Postpone = (receiptHandle: string, at: Instant) => Promise<void>;

/** SQS hides a message for twelve hours at most. */
const longestSeconds = 12 * 60 * 60;

export const sqsPostpone =
  (client: SQSClient, queueUrl: string, clock: Clock): Postpone =>
  async (receiptHandle, at) => {
    const seconds = Math.ceil((millisecondsOf(at) - millisecondsOf(clock.now())) / 1000);
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.min(longestSeconds, Math.max(0, seconds)),
      }),
    );
  };
