import type { ProvisioningMessage } from '../../functions/contract/message.ts';
import type { ProvisioningQueue } from '../../functions/engine/ports.ts';

/** Keeps what was sent, so that a test can check or deliver it. */
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
