import type { SQSClient } from '@aws-sdk/client-sqs';
import type { PoisonQueue } from '../../ports/sources.ts';
import { sendMessage } from './queue.ts';

/** SQS takes 1 MiB; what is longer is kept by its beginning, and says so. */
const maximumCharacters = 1_000_000;

/** One by one: they are few, and may be large. */
export const sqsPoison = (client: SQSClient, queueUrl: string): PoisonQueue => ({
  async add(messages) {
    await Promise.all(
      messages.map((message) =>
        sendMessage(client, queueUrl, {
          ...message,
          data: message.data.slice(0, maximumCharacters),
          cut: message.data.length > maximumCharacters,
        }),
      ),
    );
  },
});
