import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ProvisioningQueue } from '../../ports/engine.ts';
import { queueSender } from './queue.ts';

export const sqsProvisioningQueue = (client: SQSClient, queueUrl: string): ProvisioningQueue => ({
  send: queueSender(client, queueUrl),
});
