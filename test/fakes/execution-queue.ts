import type { ExecutionMessage } from '../../functions/contract/message.ts';
import type { ExecutionQueue } from '../../functions/engine/ports.ts';

/** Keeps what was sent, so that a test can check or deliver it. */
export function memoryExecutionQueue(): ExecutionQueue & {
  readonly sent: ExecutionMessage[];
  /** After how many seconds each of `sent` is received. */
  readonly delays: number[];
} {
  const sent: ExecutionMessage[] = [];
  const delays: number[] = [];
  return {
    sent,
    delays,
    async send(messages, delaySeconds = 0) {
      sent.push(...messages);
      delays.push(...messages.map(() => delaySeconds));
    },
  };
}
