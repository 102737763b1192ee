import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ProvisioningQueue } from '../../ports/engine.ts';
import { sendMessage } from './queue.ts';

export const sqsProvisioningQueue = (client: SQSClient, queueUrl: string): ProvisioningQueue => ({
  send: (message) => sendMessage(client, queueUrl, message),
});
