import { Fault } from '../../platform/core/fault.ts';

/** Webhooks that functions may call one after the other: a longer chain is taken for one without an end. */
export const maximumHops = 16;

/** Refuses the call that makes a chain of functions calling each other's webhooks too long. */
export function requireFewHops(webhookId: string, hops: number): void {
  if (hops > maximumHops)
    throw new Fault(
      'forbidden',
      `Webhook ${webhookId} was called by the last of ${maximumHops} functions that call each other.`,
    );
}
