import type { ExecutionMessage } from '../../../contract/message.ts';
import type { Ports } from '../../ports.ts';
import { beginWebhookExecution } from './begin-webhook-execution.ts';
import type { Ran, RunPorts } from './run-claimed.ts';
import { runExecution } from './run-execution.ts';

/** Does what a message on the queue `executions` asks for; the same message any number of times. */
export async function handleExecutionMessage(
  ports: RunPorts & Pick<Ports, 'aliases' | 'webhooks'>,
  message: ExecutionMessage,
): Promise<Ran> {
  return message.kind === 'webhook'
    ? beginWebhookExecution(ports, message)
    : runExecution(ports, { projectId: message.projectId, id: message.executionId });
}
