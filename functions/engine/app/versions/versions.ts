import { whileStale } from '../../../platform/app/while-stale.ts';
import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import { withinLength } from '../../core/functions/function-limits.ts';
import { contended } from '../../core/contended.ts';
import {
  type FunctionVersion,
  missingVersion,
  newVersion,
  requireVersionable,
} from '../../core/versions/function-version.ts';
import type { Ports, ReferencePorts } from '../../ports.ts';
import type { Asked } from '../asked.ts';
import { refuseWhileUsed } from '../functions/refuse-while-used.ts';
import { type ProvisioningRequests, queueProvisioning } from '../queue-or-leave-due.ts';
import { ownFunction, visibleFunction } from '../visible-to-caller.ts';
import { versionOf } from './resolve-target.ts';

/** A version with the number of its executions, which is stored separately. */
export interface CountedVersion {
  readonly version: FunctionVersion;
  readonly count: number;
}

/** Makes a version of the newest code of a function in the caller's own project. */
export async function createVersion(
  ports: ProvisioningRequests & Pick<Ports, 'clock' | 'functions' | 'ids' | 'sleep' | 'versions'>,
  caller: Caller,
  functionId: string,
  asked: Asked<{ readonly description: string | null }>,
): Promise<CountedVersion> {
  requireRole(caller, 'member');
  const { description } = await asked();
  withinLength('description', description);
  const { projectId } = caller;
  const version = await whileStale(
    ports,
    () => contended('Function', functionId),
    async () => {
      const fn = await ownFunction(ports, caller, functionId);
      requireVersionable(fn, await ports.versions.list({ projectId, functionId }));
      const id = ports.ids.random();
      const next = newVersion(fn, { id, description, createdAt: ports.clock.now() });
      return (await ports.versions.create(next, fn)) === 'stored' ? next : 'stale';
    },
  );
  await queueProvisioning(ports, version);
  return { version, count: 0 };
}

type Reading = Pick<Ports, 'executionCounts' | 'functions' | 'versions'>;

export async function listVersions(
  ports: Reading,
  caller: Caller,
  functionId: string,
): Promise<readonly CountedVersion[]> {
  requireRole(caller, 'reader');
  const { projectId } = await visibleFunction(ports, caller, functionId);
  const versions = await ports.versions.list({ projectId, functionId });
  const ids = versions.map(({ id }) => id);
  const counts = await ports.executionCounts.of(projectId, ids);
  return versions.map((version) => ({ version, count: counts.get(version.id) ?? 0 }));
}

export async function showVersion(
  ports: Reading,
  caller: Caller,
  functionId: string,
  number: number,
): Promise<CountedVersion> {
  const versions = await listVersions(ports, caller, functionId);
  const found = versions.find(({ version }) => version.number === number);
  if (!found) throw missingVersion(functionId, number);
  return found;
}

/** Removes a version in the caller's own project that nothing points at; refuses in Qinling's order. */
export async function deleteVersion(
  ports: ReferencePorts & ProvisioningRequests & Pick<Ports, 'functions' | 'packages' | 'versions'>,
  caller: Caller,
  functionId: string,
  number: number,
): Promise<void> {
  requireRole(caller, 'member');
  const fn = await ownFunction(ports, caller, functionId);
  const version = await versionOf(ports, fn, number);
  await refuseWhileUsed(ports, fn, number);
  if ((await ports.versions.remove(version)) === 'gone') throw missingVersion(functionId, number);
  await queueProvisioning(ports, version);
  // Read after the removal: an update that replaced the package before it has kept it for this version.
  const after = await ports.functions.get(fn.projectId, functionId);
  if (version.packageKey && after && after.packageKey !== version.packageKey)
    await ports.packages.remove(version.packageKey);
}
