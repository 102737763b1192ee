import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryQueue } from '../../ports/alarming.ts';
import { sendMessage } from './queue.ts';

export const sqsDeliveryQueue = (client: SQSClient, queueUrl: string): DeliveryQueue => ({
  send: (message, delaySeconds) =>
    sendMessage(client, queueUrl, message, { delaySeconds, group: message.projectId }),
});
