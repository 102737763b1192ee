import type { FunctionKey, QinlingFunction } from '../../core/functions/function.ts';
import {
  type FunctionVersion,
  isToBeProvisioned,
  isUnpublished,
} from '../../core/versions/function-version.ts';
import type { ProvisioningPorts } from '../../ports.ts';
import { applyRevision } from './apply-revision.ts';
import { publishVersion } from './publish-version.ts';
import { scaleVersion } from './scale-version.ts';

/** A function that still changes after this many steps is left to the next message. */
const maximumSteps = 30;

/**
 * Makes Lambda agree with a function's row and versions, whatever the message was sent for: creates or
 * changes the Lambda function, publishes, scales and removes versions, and records the outcome; or removes
 * what is left of a removed function. Any number of these may run for one function at once; the last to
 * look finds nothing to do.
 *
 * Lambda publishes the code that its function has at that moment. So a revision is applied only once every
 * version of earlier revisions is published. Versions are made only of the function's current revision, so
 * whoever reads the function's row first knows all of them.
 */
export async function provisionFunction(
  ports: ProvisioningPorts,
  key: FunctionKey,
  stepsLeft = maximumSteps,
): Promise<void> {
  if (stepsLeft === 0) throw new Error(`function ${key.functionId} keeps changing`);
  const fn = await ports.functions.get(key.projectId, key.functionId);
  if (!fn) return removeFunction(ports, key);
  await removeVersions(ports, key);
  if ((await nextStep(ports, key, fn)) === 'more')
    await provisionFunction(ports, key, stepsLeft - 1);
}

async function nextStep(
  ports: ProvisioningPorts,
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

async function removeFunction(ports: ProvisioningPorts, key: FunctionKey): Promise<void> {
  const { provisioner, publications, revisions, versions } = ports;
  const left = [...(await versions.list(key)), ...(await publications.removed(key))];
  // oxlint-disable-next-line no-await-in-loop -- Lambda's control plane takes few calls at once
  for (const version of left) await keepNoneReady(ports, version);
  await provisioner.remove(key.functionId);
  await Promise.all(left.map((version) => publications.forget(version)));
  if (await revisions.isRemoved(key.projectId, key.functionId))
    await revisions.forget(key.projectId, key.functionId);
}

async function removeVersions(ports: ProvisioningPorts, key: FunctionKey): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- Lambda's control plane takes few calls at once
  for (const version of await ports.publications.removed(key)) await removeVersion(ports, version);
}

/**
 * Lambda publishes the same code and configuration twice under one number, for example when a function is
 * created again whose versions are alike. Such a number stays for the versions that still have it.
 */
async function removeVersion(ports: ProvisioningPorts, version: FunctionVersion): Promise<void> {
  const { functionId, lambdaVersion } = version;
  const sharing = (await ports.versions.list(version)).filter(
    (other) => lambdaVersion !== null && other.lambdaVersion === lambdaVersion,
  );
  const [heir] = sharing;
  if (heir) await scaleVersion(ports, heir);
  else {
    await keepNoneReady(ports, version);
    if (lambdaVersion !== null) await ports.provisioner.removeVersion(functionId, lambdaVersion);
  }
  await ports.publications.forget(version);
}

/** Until provisioned concurrency is removed, Lambda goes on charging for it. */
async function keepNoneReady({ provisioner }: ProvisioningPorts, version: FunctionVersion) {
  const { functionId, lambdaVersion, provisioned, provisionPending } = version;
  if (lambdaVersion !== null && (provisioned > 0 || provisionPending))
    await provisioner.keepReady(functionId, lambdaVersion, 0);
}
