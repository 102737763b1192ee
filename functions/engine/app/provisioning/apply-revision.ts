import { isUnpublished, type Runnable } from '../../core/versions/function-version.ts';
import type { QinlingFunction } from '../../core/functions/function.ts';
import { deploymentOf } from './deployment.ts';
import type { ProvisioningPorts } from '../../ports.ts';

/**
 * Makes Lambda run one revision of a function: the newest, or that of a version still to be published.
 * Records the outcome.
 */
export async function applyRevision(
  ports: ProvisioningPorts,
  fn: QinlingFunction,
  runnable: Runnable,
  versionId?: string,
): Promise<void> {
  const { functions, provisioner, revisions, versions } = ports;
  const key = { projectId: fn.projectId, functionId: fn.id };
  const applied = { ...fn, revision: runnable.revision };
  const wanted = await deploymentOf(ports, key, runnable);
  if (wanted.kind === 'impossible') return revisions.applied(applied, wanted.why);
  const isWanted = async () => {
    if (versionId === undefined)
      return (await functions.get(fn.projectId, fn.id))?.revision === fn.revision;
    const waiting = (await versions.list(key)).filter(isUnpublished);
    return waiting.some(({ id }) => id === versionId);
  };
  const outcome = await provisioner.apply(wanted.deployment, isWanted);
  if (outcome.kind !== 'overtaken')
    await revisions.applied(applied, outcome.kind === 'refused' ? outcome.reason : null);
}
