import type { SQSClient } from '@aws-sdk/client-sqs';
import type { HitQueue } from '../../ports/alarming.ts';
import { sendMessages } from './queue.ts';

export const sqsHitQueue = (client: SQSClient, queueUrl: string): HitQueue => ({
  send: (messages) => sendMessages(client, queueUrl, messages),
});
