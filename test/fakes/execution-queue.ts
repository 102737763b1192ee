import type { ExecutionMessage } from '../../functions/contract/message.ts';
import type { ExecutionQueue } from '../../functions/engine/ports.ts';

/** Keeps what was sent, for a test to look at or to hand on. */
export function memoryExecutionQueue(): ExecutionQueue & { readonly sent: ExecutionMessage[] } {
  const sent: ExecutionMessage[] = [];
  return {
    sent,
    async send(messages) {
      sent.push(...messages);
    },
  };
}
