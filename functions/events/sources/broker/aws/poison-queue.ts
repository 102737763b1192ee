import type { SQSClient } from '@aws-sdk/client-sqs';
import type { PoisonQueue } from '../ports.ts';
import { queueSender } from '../../../../platform/aws/queue.ts';

/** SQS takes 1 MiB. Longer messages are cut and marked as such. */
const maximumCharacters = 1_000_000;

export function sqsPoison(client: SQSClient, queueUrl: string): PoisonQueue {
  const send = queueSender(client, queueUrl);
  return {
    async add(messages) {
      await Promise.all(
        messages.map((message) =>
          send({
            ...message,
            data: message.data.slice(0, maximumCharacters),
            cut: message.data.length > maximumCharacters,
          }),
        ),
      );
    },
  };
}
