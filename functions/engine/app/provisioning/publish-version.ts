import { type FunctionVersion, isUnpublished } from '../../core/function-version.ts';
import type { QinlingFunction } from '../../core/function.ts';
import type { Provisioning } from './provisioning.ts';

/** Publishes a version whose revision is what Lambda runs now; never anything else under its number. */
export async function publishVersion(
  { provisioner, versions }: Provisioning,
  fn: QinlingFunction,
  version: FunctionVersion,
): Promise<void> {
  if (fn.appliedRevision !== version.revision)
    return versions.published(version, { error: 'Its code was replaced before it was published.' });
  if (fn.applyError !== null) return versions.published(version, { error: fn.applyError });
  const isWanted = async () =>
    (await versions.list(version)).filter(isUnpublished).some(({ id }) => id === version.id);
  const outcome = await provisioner.publish(fn.id, isWanted);
  if (outcome.kind === 'published')
    await versions.published(version, { lambdaVersion: outcome.lambdaVersion });
  else if (outcome.kind === 'refused') await versions.published(version, { error: outcome.reason });
}
