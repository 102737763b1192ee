import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryQueue } from '../delivery-ports.ts';
import { queueSender } from '../../platform/aws/queue.ts';

export function sqsDeliveryQueue(client: SQSClient, queueUrl: string): DeliveryQueue {
  const send = queueSender(client, queueUrl);
  return {
    send: (message, delaySeconds) => send(message, { delaySeconds, group: message.projectId }),
  };
}
