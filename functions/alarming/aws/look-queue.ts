import type { SQSClient } from '@aws-sdk/client-sqs';
import { queueSender } from '../../platform/aws/queue.ts';
import type { LookQueue } from '../measure-ports.ts';

export function sqsLookQueue(client: SQSClient, queueUrl: string): LookQueue {
  const send = queueSender(client, queueUrl);
  return {
    send: (message, delaySeconds) => send(message, { delaySeconds, group: message.projectId }),
  };
}
