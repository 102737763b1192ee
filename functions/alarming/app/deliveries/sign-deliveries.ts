import { signingGenerations } from '../../core/delivery/delivery-signing.ts';
import { millisecondsOf } from '../../../platform/core/instant.ts';
import { signatureHeaders } from '../../core/delivery/webhook-signature.ts';
import type { Ports } from '../../ports.ts';

/** The headers that sign an attempt of a delivery; none if the project has no signing secret. */
export type Sign = (deliveryId: string, body: string) => Readonly<Record<string, string>>;

/** How a project's deliveries are signed at present. */
export async function signOf(
  { clock, deliverySignings, signer }: Pick<Ports, 'clock' | 'deliverySignings' | 'signer'>,
  projectId: string,
): Promise<Sign> {
  const generations = signingGenerations(await deliverySignings.get(projectId), clock.now());
  if (generations.length === 0) return () => ({});
  const keys = await Promise.all(generations.map((each) => signer.keyOf(projectId, each)));
  return (id, body) =>
    signatureHeaders(
      { id, timestampSeconds: Math.floor(millisecondsOf(clock.now()) / 1000), body },
      keys,
      signer.hmac,
    );
}
