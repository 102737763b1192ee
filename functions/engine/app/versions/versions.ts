import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import {
  type FunctionVersion,
  missingVersion,
  requireVersionable,
} from '../../core/function-version.ts';
import { withinLength } from '../../core/function-limits.ts';
import type { QinlingFunction } from '../../core/function.ts';
import type { Ports } from '../../ports.ts';
import { functionFor, ownFunction } from '../lookup.ts';
import { sendOrLeaveDue } from '../send.ts';
import { versionOf } from './target.ts';
import { refuseWhileUsed } from './use.ts';

/** A version with the number of its executions, which is counted beside it. */
export interface CountedVersion {
  readonly version: FunctionVersion;
  readonly count: number;
}

/** How often creating starts again from the function as somebody else left it. */
const attempts = 5;

/** Freezes the newest code of a function of the caller's own project. */
export async function createVersion(
  ports: Pick<Ports, 'functions' | 'versions' | 'provisioningQueue' | 'clock' | 'ids' | 'log'>,
  caller: Caller,
  functionId: string,
  description: string | null,
): Promise<CountedVersion> {
  withinLength('description', description);
  const { projectId } = caller;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt reads what the one before lost to
    const fn = await ownFunction(ports, caller, functionId);
    // oxlint-disable-next-line no-await-in-loop -- as above
    requireVersionable(fn, await ports.versions.list({ projectId, functionId }));
    const version = frozen(ports, fn, description);
    // oxlint-disable-next-line no-await-in-loop -- as above
    if ((await ports.versions.create(version, fn)) === 'stored') {
      const message = { v: 1, projectId, functionId } as const;
      // oxlint-disable-next-line no-await-in-loop -- the last turn
      await sendOrLeaveDue(ports, version.id, ports.provisioningQueue.send(message));
      return { version, count: 0 };
    }
  }
  throw new Fault('conflict', `Function ${functionId} is being changed by others.`);
}

const frozen = (
  { clock, ids }: Pick<Ports, 'clock' | 'ids'>,
  fn: QinlingFunction,
  description: string | null,
): FunctionVersion => ({
  id: ids.random(),
  projectId: fn.projectId,
  functionId: fn.id,
  number: fn.latestVersion + 1,
  description,
  code: fn.code,
  cpu: fn.cpu,
  entry: fn.entry,
  memorySize: fn.memorySize,
  packageKey: fn.packageKey,
  revision: fn.revision,
  runtimeId: fn.runtimeId,
  timeoutSeconds: fn.timeoutSeconds,
  lambdaVersion: null,
  publishError: null,
  provisioned: 0,
  provisionPending: false,
  provisionError: null,
  createdAt: clock.now(),
  updatedAt: null,
});

export async function listVersions(
  ports: Pick<Ports, 'functions' | 'versions'>,
  caller: Caller,
  functionId: string,
): Promise<readonly CountedVersion[]> {
  const { projectId } = await functionFor(ports, caller, functionId);
  const versions = await ports.versions.list({ projectId, functionId });
  const ids = versions.map(({ id }) => id);
  const counts = await ports.functions.counts(projectId, ids);
  return versions.map((version) => ({ version, count: counts.get(version.id) ?? 0 }));
}

/** A version of a function the caller may see. */
export async function showVersion(
  ports: Pick<Ports, 'functions' | 'versions'>,
  caller: Caller,
  functionId: string,
  number: number,
): Promise<CountedVersion> {
  const versions = await listVersions(ports, caller, functionId);
  const found = versions.find(({ version }) => version.number === number);
  if (!found) throw missingVersion(functionId, number);
  return found;
}

/** Removes a version of the caller's own that nothing points at, with the refusals in Qinling's order. */
export async function deleteVersion(
  ports: Pick<
    Ports,
    | 'aliases'
    | 'functions'
    | 'jobs'
    | 'log'
    | 'packages'
    | 'provisioningQueue'
    | 'versions'
    | 'webhooks'
  >,
  caller: Caller,
  functionId: string,
  number: number,
): Promise<void> {
  const fn = await ownFunction(ports, caller, functionId);
  const version = await versionOf(ports, fn, number);
  await refuseWhileUsed(ports, fn, number);
  if ((await ports.versions.remove(version)) === 'gone') throw missingVersion(functionId, number);
  const message = { v: 1, projectId: fn.projectId, functionId } as const;
  await sendOrLeaveDue(ports, version.id, ports.provisioningQueue.send(message));
  // Read after the removal: an update that has replaced the package meanwhile has seen this version.
  const after = await ports.functions.get(fn.projectId, functionId);
  if (version.packageKey && after && after.packageKey !== version.packageKey)
    await ports.packages.remove(version.packageKey);
}
