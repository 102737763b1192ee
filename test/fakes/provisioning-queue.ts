import type { ProvisioningMessage } from '../../functions/contract/message.ts';
import type { ProvisioningQueue } from '../../functions/engine/ports.ts';

/** Keeps what was sent, for a test to look at or to hand on. */
export function memoryProvisioningQueue(): ProvisioningQueue & {
  readonly sent: ProvisioningMessage[];
} {
  const sent: ProvisioningMessage[] = [];
  return {
    sent,
    async send(message) {
      sent.push(message);
    },
  };
}
