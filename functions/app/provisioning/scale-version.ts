import type { FunctionVersion } from '../../core/function-version.ts';
import type { Provisioning } from './provision-function.ts';

/**
 * Has Lambda keep as many environments of a published version ready as it wants. Where Lambda refuses,
 * because the account has none to spare, executions run as those of any version do, and the hourly
 * review asks again.
 */
export async function scaleVersion(
  { log, provisioner, versions }: Pick<Provisioning, 'log' | 'provisioner' | 'versions'>,
  version: FunctionVersion,
): Promise<void> {
  const { functionId, lambdaVersion, number, provisioned } = version;
  if (lambdaVersion === null) return;
  const outcome = await provisioner.keepReady(functionId, lambdaVersion, provisioned);
  const error = outcome.kind === 'refused' ? outcome.reason : null;
  if (error !== null) log.warn('version not scaled', { functionId, number, provisioned, error });
  await versions.scaled(version, error);
}
