import type { FunctionVersion } from '../../core/versions/function-version.ts';
import type { ProvisioningPorts } from '../../ports.ts';

/**
 * Has Lambda keep as many environments of a published version ready as it wants. If Lambda refuses, because
 * the account has no capacity left, executions still run as those of any version, and the hourly review
 * asks again. Versions of one Lambda number share their environments. If provisioners race, the late one re-reads the wanted number and applies that.
 */
export async function scaleVersion(
  ports: Pick<ProvisioningPorts, 'log' | 'provisioner' | 'scaling' | 'versions'>,
  version: FunctionVersion,
): Promise<void> {
  const { log, provisioner, scaling, versions } = ports;
  const { functionId, id, lambdaVersion, number, provisioned } = version;
  if (lambdaVersion === null) return;
  const sharing = (await versions.list(version)).filter(
    (other) => other.id !== id && other.lambdaVersion === lambdaVersion,
  );
  const others = sharing.reduce((sum, other) => sum + other.provisioned, 0);
  const outcome = await provisioner.keepReady(functionId, lambdaVersion, provisioned + others);
  const error = outcome.kind === 'refused' ? outcome.reason : null;
  if (error !== null) log.warn('version not scaled', { functionId, number, provisioned, error });
  if ((await scaling.scaled(version, error)) === 'stored') return;
  const now = (await versions.list(version)).find((other) => other.id === id);
  if (now) await scaleVersion(ports, now);
}
