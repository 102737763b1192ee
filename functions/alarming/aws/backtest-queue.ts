import type { SQSClient } from '@aws-sdk/client-sqs';
import { queueSender } from '../../platform/aws/queue.ts';
import type { BacktestQueue } from '../stored-event-ports.ts';

export function sqsBacktestQueue(client: SQSClient, queueUrl: string): BacktestQueue {
  const send = queueSender(client, queueUrl);
  return { send: (message) => send(message, { group: message.projectId }) };
}
