import type { SQSClient } from '@aws-sdk/client-sqs';
import type { HitQueue } from '../ports.ts';
import { queueSender } from '../../platform/aws/queue.ts';

export function sqsHitQueue(client: SQSClient, queueUrl: string): HitQueue {
  const send = queueSender(client, queueUrl);
  return {
    async send(messages) {
      await Promise.all(messages.map((message) => send(message)));
    },
  };
}
