import {
  type FunctionVersion,
  isToBeProvisioned,
  isUnpublished,
} from '../../core/function-version.ts';
import type { QinlingFunction } from '../../core/function.ts';
import type { FunctionKey } from '../../ports.ts';
import { applyRevision } from './apply-revision.ts';
import type { Provisioning } from './provisioning.ts';
import { publishVersion } from './publish-version.ts';
import { scaleVersion } from './scale-version.ts';

/** A function that changes more often than this while it is applied is left to the next message. */
const maximumRounds = 30;

/**
 * Makes Lambda agree with a function's row and versions, whatever the message was sent for: makes or
 * changes the Lambda function, publishes, scales and removes versions, and records what is there now, or
 * removes what is left of a removed function. Any number of these may run for one function at once; the
 * last to look finds nothing to do.
 *
 * Lambda publishes what its function runs at that moment. So no revision is applied before every
 * version of the revisions before it is published: a version is made only of the revision its
 * function's row is at, hence all of them are known to whoever reads that row first.
 */
export async function provisionFunction(ports: Provisioning, key: FunctionKey): Promise<void> {
  for (let round = 0; round < maximumRounds; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each round begins with what the one before left
    const fn = await ports.functions.get(key.projectId, key.functionId);
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (!fn) return removeFunction(ports, key);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await removeVersions(ports, key);
    // oxlint-disable-next-line no-await-in-loop -- as above
    if ((await nextStep(ports, key, fn)) === 'done') return;
  }
  throw new Error(`function ${key.functionId} keeps changing`);
}

async function nextStep(
  ports: Provisioning,
  key: FunctionKey,
  fn: QinlingFunction,
): Promise<'done' | 'more'> {
  const versions = await ports.versions.list(key);
  const version = versions.find(isUnpublished);
  const toScale = versions.find(isToBeProvisioned);
  if (version && fn.appliedRevision >= version.revision) await publishVersion(ports, fn, version);
  else if (version) await applyRevision(ports, fn, version, version.id);
  else if (fn.appliedRevision < fn.revision) await applyRevision(ports, fn, fn);
  else if (toScale) await scaleVersion(ports, toScale);
  else return 'done';
  return 'more';
}

async function removeFunction(ports: Provisioning, key: FunctionKey): Promise<void> {
  const { functions, provisioner, versions } = ports;
  const left = [...(await versions.list(key)), ...(await versions.removed(key))];
  // oxlint-disable-next-line no-await-in-loop -- Lambda's control plane takes few calls at once
  for (const version of left) await keepNoneReady(ports, version);
  await provisioner.remove(key.functionId);
  await Promise.all(left.map((version) => versions.forget(version)));
  if (await functions.isRemoved(key.projectId, key.functionId))
    await functions.forget(key.projectId, key.functionId);
}

async function removeVersions(ports: Provisioning, key: FunctionKey): Promise<void> {
  const { provisioner, versions } = ports;
  for (const version of await versions.removed(key)) {
    // oxlint-disable-next-line no-await-in-loop -- Lambda's control plane takes few calls at once
    await keepNoneReady(ports, version);
    if (version.lambdaVersion !== null)
      // oxlint-disable-next-line no-await-in-loop -- as above
      await provisioner.removeVersion(key.functionId, version.lambdaVersion);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await versions.forget(version);
  }
}

/** Lambda would go on counting, and charging for, what it keeps ready of a version until it notices. */
async function keepNoneReady({ provisioner }: Provisioning, version: FunctionVersion) {
  const { functionId, lambdaVersion, provisioned, provisionPending } = version;
  if (lambdaVersion !== null && (provisioned > 0 || provisionPending))
    await provisioner.keepReady(functionId, lambdaVersion, 0);
}
