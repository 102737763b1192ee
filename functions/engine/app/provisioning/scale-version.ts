import type { FunctionVersion } from '../../core/function-version.ts';
import type { Provisioning } from './provisioning.ts';

/**
 * Has Lambda keep as many environments of a published version ready as it wants. Where Lambda refuses,
 * because the account has none to spare, executions run as those of any version do, and the hourly
 * review asks again. Of several who are at it with different numbers, whoever told Lambda too late
 * tells it again what the version wants by now.
 */
export async function scaleVersion(
  { log, provisioner, versions }: Pick<Provisioning, 'log' | 'provisioner' | 'versions'>,
  seen: FunctionVersion,
): Promise<void> {
  let version: FunctionVersion | undefined = seen;
  while (version && version.lambdaVersion !== null) {
    const { functionId, lambdaVersion, number, provisioned } = version;
    // oxlint-disable-next-line no-await-in-loop -- each turn begins with what the one before left
    const outcome = await provisioner.keepReady(functionId, lambdaVersion, provisioned);
    const error = outcome.kind === 'refused' ? outcome.reason : null;
    if (error !== null) log.warn('version not scaled', { functionId, number, provisioned, error });
    // oxlint-disable-next-line no-await-in-loop -- as above
    if ((await versions.scaled(version, error)) === 'stored') return;
    // oxlint-disable-next-line no-await-in-loop -- as above
    version = (await versions.list(seen)).find(({ id }) => id === seen.id);
  }
}
