import type { SQSClient } from '@aws-sdk/client-sqs';
import { queueSender } from '../../platform/aws/queue.ts';
import type { ReplayQueue } from '../stored-event-ports.ts';

export function sqsReplayQueue(client: SQSClient, queueUrl: string): ReplayQueue {
  const send = queueSender(client, queueUrl);
  return { send: (message) => send(message, { group: message.projectId }) };
}
