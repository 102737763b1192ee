import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ProvisioningQueue } from '../ports.ts';
import { queueSender } from '../../platform/aws/queue.ts';

export const sqsProvisioningQueue = (client: SQSClient, queueUrl: string): ProvisioningQueue => ({
  send: queueSender(client, queueUrl),
});
