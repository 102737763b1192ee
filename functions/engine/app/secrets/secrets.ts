import { whileStale } from '../../../platform/app/while-stale.ts';
import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import { contended } from '../../core/contended.ts';
import { credentialAfterRevision } from '../../core/functions/function-credential.ts';
import {
  requireSecretName,
  requireSecretValue,
  type SealedSecret,
  secretBytes,
  withoutSecret,
  withSecret,
} from '../../core/functions/function-secret.ts';
import type { QinlingFunction } from '../../core/functions/function.ts';
import { notFound } from '../../core/not-found.ts';
import type { Ports } from '../../ports.ts';
import type { Asked } from '../asked.ts';
import { type ProvisioningRequests, queueProvisioning } from '../queue-or-leave-due.ts';
import { visibleFunction } from '../visible-to-caller.ts';

type Changing = ProvisioningRequests & Pick<Ports, 'clock' | 'functions' | 'ids' | 'sleep'>;

/** Sets a secret of a function, which becomes a variable of its process from the next revision on. */
export async function setSecret(
  ports: Changing & Pick<Ports, 'secretBox'>,
  caller: Caller,
  functionId: string,
  asked: Asked<{ readonly name: string; readonly value: string }>,
): Promise<void> {
  requireRole(caller, 'member');
  const { name, value } = await asked();
  requireSecretName(name);
  requireSecretValue(value);
  const bytes = secretBytes(name, value);
  await changeSecrets(ports, caller, functionId, async ({ projectId }, secrets) => {
    const place = { projectId, functionId, name };
    // Checked before the value is encrypted, which costs more.
    withSecret(secrets, { name, sealed: '', bytes });
    return withSecret(secrets, { name, bytes, sealed: await ports.secretBox.seal(place, value) });
  });
}

/** Removes a secret from a function. Published versions keep what they were published with. */
export async function removeSecret(
  ports: Changing,
  caller: Caller,
  functionId: string,
  name: string,
): Promise<void> {
  requireRole(caller, 'member');
  await changeSecrets(ports, caller, functionId, async (_fn, secrets) => {
    if (!secrets.some((secret) => secret.name === name)) throw notFound('Secret', name);
    return withoutSecret(secrets, name);
  });
}

/** The names of a function's secrets; nobody is ever shown a value. */
export async function listSecrets(
  ports: Pick<Ports, 'functions'>,
  caller: Caller,
  functionId: string,
): Promise<readonly string[]> {
  requireRole(caller, 'reader');
  const { secrets = [] } = await visibleFunction(ports, caller, functionId);
  return secrets.map(({ name }) => name);
}

/** Changes the secrets as a new revision, which Lambda must apply, as it must new code. */
async function changeSecrets(
  ports: Changing,
  caller: Caller,
  functionId: string,
  change: (
    fn: QinlingFunction,
    secrets: readonly SealedSecret[],
  ) => Promise<readonly SealedSecret[]>,
): Promise<void> {
  const { projectId } = await whileStale(
    ports,
    () => contended('Function', functionId),
    async () => {
      const fn = await visibleFunction(ports, caller, functionId);
      const secrets = await change(fn, fn.secrets ?? []);
      const next = {
        ...fn,
        ...credentialAfterRevision(fn, caller.userId),
        secrets,
        revision: fn.revision + 1,
        updatedAt: ports.clock.now(),
      };
      return (await ports.functions.replace(next, fn)) === 'stored' ? next : 'stale';
    },
  );
  await queueProvisioning(ports, { projectId, functionId });
}
