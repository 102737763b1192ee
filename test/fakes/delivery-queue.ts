import type { DeliveryMessage } from '../../functions/contract/message.ts';
import type { DeliveryQueue } from '../../functions/alarming/delivery-ports.ts';

export interface SentDelivery {
  readonly message: DeliveryMessage;
  readonly delaySeconds: number;
}

/** Keeps what was sent, for a test that acts as the consumer. */
export function memoryDeliveryQueue(): DeliveryQueue & { readonly sent: SentDelivery[] } {
  const sent: SentDelivery[] = [];
  return {
    sent,
    async send(message, delaySeconds = 0) {
      sent.push({ message, delaySeconds });
    },
  };
}
