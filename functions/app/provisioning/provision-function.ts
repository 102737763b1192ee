import { memoryMegabytes } from '../../core/function-size.ts';
import type { QinlingFunction } from '../../core/function.ts';
import { pythonOf } from '../../core/python-runtime.ts';
import type { Deployment } from '../../ports/engine.ts';
import type { Ports } from '../../ports.ts';

type Provisioning = Pick<Ports, 'functions' | 'provisioner' | 'runtimes'>;

/** A function that changes more often than this while it is applied is left to the next message. */
const maximumRounds = 5;

/** Qinling's default (`qinling/api/controllers/v1/function.py`). */
const defaultEntry = 'main.main';

/**
 * Makes Lambda agree with a function's row, whatever the message was sent for: makes or changes the
 * Lambda function and records what it now runs, or removes what is left of a removed one. Any number
 * of these may run for one function at once; the last to look finds nothing to do.
 */
export async function provisionFunction(
  ports: Provisioning,
  { projectId, functionId }: { readonly projectId: string; readonly functionId: string },
): Promise<void> {
  const { functions, provisioner } = ports;
  for (let round = 0; round < maximumRounds; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each round begins with what the one before left
    const fn = await functions.get(projectId, functionId);
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (!fn) return removeFunction(ports, projectId, functionId);
    if (fn.appliedRevision === fn.revision) return;
    // oxlint-disable-next-line no-await-in-loop -- as above
    const wanted = await deploymentOf(ports, fn);
    if (wanted.kind === 'impossible') {
      // oxlint-disable-next-line no-await-in-loop -- as above
      await functions.applied(fn, wanted.why);
      continue;
    }
    const isWanted = async () =>
      (await functions.get(projectId, functionId))?.revision === fn.revision;
    // oxlint-disable-next-line no-await-in-loop -- as above
    const outcome = await provisioner.apply(wanted.deployment, isWanted);
    if (outcome.kind !== 'overtaken')
      // oxlint-disable-next-line no-await-in-loop -- as above
      await functions.applied(fn, outcome.kind === 'refused' ? outcome.reason : null);
  }
  throw new Error(`function ${functionId} keeps changing`);
}

async function removeFunction(
  { functions, provisioner }: Provisioning,
  projectId: string,
  functionId: string,
): Promise<void> {
  await provisioner.remove(functionId);
  if (await functions.isRemoved(projectId, functionId))
    await functions.forget(projectId, functionId);
}

async function deploymentOf(
  { runtimes }: Pick<Ports, 'runtimes'>,
  fn: QinlingFunction,
): Promise<
  | { readonly kind: 'possible'; readonly deployment: Deployment }
  | { readonly kind: 'impossible'; readonly why: string }
> {
  const { id: functionId, projectId, packageKey, runtimeId, timeoutSeconds } = fn;
  if (packageKey === null)
    return { kind: 'impossible', why: `Code from ${fn.code.source} cannot run.` };
  const runtime = runtimeId === null ? undefined : await runtimes.get(runtimeId);
  const pythonRuntime = runtime && pythonOf(runtime.image);
  if (!pythonRuntime) return { kind: 'impossible', why: `Runtime ${runtimeId} cannot run.` };
  return {
    kind: 'possible',
    deployment: {
      functionId,
      projectId,
      pythonRuntime,
      packageKey,
      entry: fn.entry ?? defaultEntry,
      memoryMegabytes: memoryMegabytes(fn),
      timeoutSeconds,
    },
  };
}
