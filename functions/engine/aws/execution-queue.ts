import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ExecutionQueue } from '../ports.ts';
import { queueSender } from '../../platform/aws/queue.ts';

export function sqsExecutionQueue(client: SQSClient, queueUrl: string): ExecutionQueue {
  const send = queueSender(client, queueUrl);
  return {
    async send(messages, delaySeconds) {
      await Promise.all(
        messages.map((message) => send(message, { group: message.projectId, delaySeconds })),
      );
    },
  };
}
