import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { requireRole } from '../../core/alarm-access.ts';
import {
  type DeliverySigning,
  rotated,
  signingGenerations,
  switchedOff,
} from '../../core/delivery/delivery-signing.ts';
import { signingSecret } from '../../core/delivery/webhook-signature.ts';
import type { Ports } from '../../ports.ts';

type Needs = Pick<Ports, 'clock' | 'deliverySignings' | 'signer'>;

/** A project's signing with its secrets, in the form that receivers take them. */
export interface SigningWithSecrets {
  readonly signing: DeliverySigning;
  readonly secret: string;
  readonly previousSecret: string | undefined;
}

/** The secrets that sign the deliveries of the caller's project. Only members see them: a reader could forge deliveries. */
export async function showSigning(ports: Needs, caller: Caller): Promise<SigningWithSecrets> {
  return withSecrets(ports, await enabledSigning(ports, caller));
}

/** Starts signing the deliveries of the caller's project, or replaces the secret. */
export async function rotateSigning(ports: Needs, caller: Caller): Promise<SigningWithSecrets> {
  requireRole(caller, 'member');
  const seen = await ports.deliverySignings.get(caller.projectId);
  const next = rotated(caller.projectId, seen, ports.clock.now());
  await put(ports, next);
  return withSecrets(ports, next);
}

/** Stops signing the deliveries of the caller's project, and revokes its secrets for good. */
export async function endSigning(ports: Needs, caller: Caller): Promise<void> {
  await put(ports, switchedOff(await enabledSigning(ports, caller)));
}

async function enabledSigning(
  { deliverySignings }: Needs,
  caller: Caller,
): Promise<DeliverySigning> {
  requireRole(caller, 'member');
  const signing = await deliverySignings.get(caller.projectId);
  if (!signing?.enabled) throw new Fault('not-found', 'The project has no signing secret');
  return signing;
}

async function put({ deliverySignings }: Needs, next: DeliverySigning): Promise<void> {
  if ((await deliverySignings.put(next)) === 'stale')
    throw new Fault('conflict', 'The signing secret changed meanwhile');
}

async function withSecrets(
  { clock, signer }: Needs,
  signing: DeliverySigning,
): Promise<SigningWithSecrets> {
  const [current = signing.generation, previous] = signingGenerations(signing, clock.now());
  const secretOf = async (generation: number) =>
    signingSecret(await signer.keyOf(signing.projectId, generation));
  return {
    signing,
    secret: await secretOf(current),
    previousSecret: previous === undefined ? undefined : await secretOf(previous),
  };
}
