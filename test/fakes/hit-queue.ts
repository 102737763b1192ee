import type { HitMessage } from '../../functions/contract/message.ts';
import type { HitQueue } from '../../functions/alarming/ports.ts';

/** Keeps what was sent, for a test that acts as the evaluator. */
export function memoryHitQueue(
  sent: HitMessage[] = [],
): HitQueue & { readonly sent: HitMessage[] } {
  return {
    sent,
    async send(messages) {
      sent.push(...messages);
    },
  };
}
