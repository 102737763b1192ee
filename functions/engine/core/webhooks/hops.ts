import { Fault } from '../../../platform/core/fault.ts';

/** How many webhooks functions may call in a chain. A longer chain is assumed to be endless. */
export const maximumHops = 16;

/** Refuses a call that makes a chain of functions calling webhooks too long. */
export function requireFewHops(webhookId: string, hops: number): void {
  if (hops > maximumHops)
    throw new Fault(
      'forbidden',
      `Webhook ${webhookId} was called by the last of ${maximumHops} functions that call each other.`,
    );
}
