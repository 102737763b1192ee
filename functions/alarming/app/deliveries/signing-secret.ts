import {
  type DeliverySigning,
  rotated,
  signingGenerations,
  switchedOff,
} from '../../core/delivery/delivery-signing.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { signingSecret } from '../../core/delivery/webhook-signature.ts';
import type { Ports } from '../../ports.ts';

type SigningPorts = Pick<Ports, 'clock' | 'deliverySignings' | 'signer'>;

/** A project's signing as its members see it, with its secrets in the form receivers take them. */
export interface ShownSigning {
  readonly signing: DeliverySigning;
  readonly secret: string;
  readonly previousSecret: string | undefined;
}

/** The secrets that sign the project's deliveries now. */
export async function showSigning(ports: SigningPorts, projectId: string): Promise<ShownSigning> {
  return shown(ports, await signingOf(ports, projectId));
}

/** Begins to sign the project's deliveries, or replaces the secret they are signed with. */
export async function rotateSigning(ports: SigningPorts, projectId: string): Promise<ShownSigning> {
  const seen = await ports.deliverySignings.get(projectId);
  const next = rotated(projectId, seen, ports.clock.now());
  await put(ports, next);
  return shown(ports, next);
}

/** Ends it: deliveries are not signed any more, and the secrets are void for good. */
export async function endSigning(ports: SigningPorts, projectId: string): Promise<void> {
  await put(ports, switchedOff(await signingOf(ports, projectId)));
}

async function signingOf(
  { deliverySignings }: SigningPorts,
  projectId: string,
): Promise<DeliverySigning> {
  const signing = await deliverySignings.get(projectId);
  if (!signing?.enabled) throw new Fault('not-found', 'The project has no signing secret');
  return signing;
}

async function put({ deliverySignings }: SigningPorts, next: DeliverySigning): Promise<void> {
  if ((await deliverySignings.put(next)) === 'stale')
    throw new Fault('conflict', 'The signing secret changed meanwhile');
}

async function shown(
  { clock, signer }: SigningPorts,
  signing: DeliverySigning,
): Promise<ShownSigning> {
  const [current = signing.generation, previous] = signingGenerations(signing, clock.now());
  const secretOf = async (generation: number) =>
    signingSecret(await signer.keyOf(signing.projectId, generation));
  return {
    signing,
    secret: await secretOf(current),
    previousSecret: previous === undefined ? undefined : await secretOf(previous),
  };
}
