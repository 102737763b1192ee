import type { ExecutionMessage } from '../../functions/contract/message.ts';
import type { ExecutionQueue } from '../../functions/engine/ports.ts';

/** Keeps what was sent, so that a test can check or deliver it. */
export function memoryExecutionQueue(): ExecutionQueue & { readonly sent: ExecutionMessage[] } {
  const sent: ExecutionMessage[] = [];
  return {
    sent,
    async send(messages) {
      sent.push(...messages);
    },
  };
}
