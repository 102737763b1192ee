import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryQueue } from '../../ports/alarming.ts';
import { queueSender } from './queue.ts';

export function sqsDeliveryQueue(client: SQSClient, queueUrl: string): DeliveryQueue {
  const send = queueSender(client, queueUrl);
  return {
    send: (message, delaySeconds) => send(message, { delaySeconds, group: message.projectId }),
  };
}
