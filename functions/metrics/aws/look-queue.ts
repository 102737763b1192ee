import { SQSClient } from '@aws-sdk/client-sqs';
import { queueSender } from '../../platform/aws/queue.ts';
import type { LookQueue } from '../measure-ports.ts';

/** Undefined if the deployment has no queue for looks. */
export function lookQueueOf(queueUrl: string): LookQueue | undefined {
  if (queueUrl === '') return undefined;
  const send = queueSender(new SQSClient({}), queueUrl);
  return {
    send: (message, delaySeconds = 0) => send(message, { delaySeconds, group: message.projectId }),
  };
}
