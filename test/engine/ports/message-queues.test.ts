import { memoryExecutionQueue } from '../../fakes/execution-queue.ts';
import { memoryProvisioningQueue } from '../../fakes/provisioning-queue.ts';
import { executionMessageOf, provisioningMessageOf } from '../support/engine-builders.ts';
import { messageQueueSuite } from './message-queue.suite.ts';

messageQueueSuite(
  'executions',
  async () => {
    const queue = memoryExecutionQueue();
    return { send: (messages) => queue.send(messages), received: async () => queue.sent };
  },
  executionMessageOf,
);

messageQueueSuite(
  'functions to provision',
  async () => {
    const queue = memoryProvisioningQueue();
    return {
      send: async (messages) => {
        await Promise.all(messages.map((message) => queue.send(message)));
      },
      received: async () => queue.sent,
    };
  },
  provisioningMessageOf,
);
