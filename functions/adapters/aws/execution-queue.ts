import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ExecutionQueue } from '../../ports/engine.ts';
import { sendMessages } from './queue.ts';

export const sqsExecutionQueue = (client: SQSClient, queueUrl: string): ExecutionQueue => ({
  send: (messages) => sendMessages(client, queueUrl, messages, ({ projectId }) => projectId),
});
