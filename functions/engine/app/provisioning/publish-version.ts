import { type FunctionVersion, isUnpublished } from '../../core/versions/function-version.ts';
import type { QinlingFunction } from '../../core/functions/function.ts';
import type { ProvisioningPorts } from '../../ports.ts';

/** Publishes a version, only if its revision is what Lambda runs now. */
export async function publishVersion(
  { provisioner, publications, versions }: ProvisioningPorts,
  fn: QinlingFunction,
  version: FunctionVersion,
): Promise<void> {
  if (fn.appliedRevision !== version.revision)
    return publications.record(version, {
      error: 'Its code was replaced before it was published.',
    });
  if (fn.applyError !== null) return publications.record(version, { error: fn.applyError });
  const isWanted = async () =>
    (await versions.list(version)).filter(isUnpublished).some(({ id }) => id === version.id);
  const outcome = await provisioner.publish(fn.id, isWanted);
  if (outcome.kind === 'published')
    await publications.record(version, { lambdaVersion: outcome.lambdaVersion });
  else if (outcome.kind === 'refused')
    await publications.record(version, { error: outcome.reason });
}
