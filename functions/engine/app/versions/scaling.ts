import { whileStale } from '../../../platform/app/while-stale.ts';
import { type Caller, requireAdmin } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { QinlingFunction } from '../../core/functions/function.ts';
import { contended } from '../../core/contended.ts';
import { type Worker, workersOf } from '../../core/versions/worker.ts';
import type { Ports } from '../../ports.ts';
import type { Asked } from '../asked.ts';
import { type Limiting, requireRoomForEnvironments } from '../project-limits.ts';
import { type ProvisioningRequests, queueProvisioning } from '../queue-or-leave-due.ts';
import { visibleFunction } from '../visible-to-caller.ts';
import { versionOf } from './resolve-target.ts';

type Changing = ProvisioningRequests &
  Pick<Ports, 'functions' | 'ids' | 'scaling' | 'sleep' | 'versions'>;

/**
 * Replaces the environments of a function: its newest code is applied again as a new revision, after which
 * Lambda starts no execution in an old environment. A version cannot be applied again; it loses the
 * environments that are kept ready for it, as it loses its workers in Qinling.
 */
export async function detachFunction(
  ports: Changing & Pick<Ports, 'clock'>,
  caller: Caller,
  id: string,
  version: number,
): Promise<void> {
  requireAdmin(caller);
  if (version > 0) return detachVersion(ports, await visibleFunction(ports, caller, id), version);
  const { projectId } = await whileStale(
    ports,
    () => contended('Function', id),
    async () => {
      const fn = await visibleFunction(ports, caller, id);
      const next = { ...fn, revision: fn.revision + 1, detachedAt: ports.clock.now() };
      return (await ports.functions.replace(next, fn)) === 'stored' ? next : 'stale';
    },
  );
  await queueProvisioning(ports, { projectId, functionId: id });
}

async function detachVersion(
  ports: Changing & Pick<Ports, 'clock'>,
  fn: QinlingFunction,
  number: number,
): Promise<void> {
  await ports.scaling.detached(await versionOf(ports, fn, number), ports.clock.now());
  await changeKeptReady(ports, fn, number, () => 0);
}

/**
 * Has Lambda keep `count` more environments of a version ready, or fewer if `count` is negative, but never
 * less than none. For the newest code (version 0) this does nothing: Lambda keeps environments of
 * published versions only, and starts others as executions come.
 */
export async function scaleFunction(
  ports: Changing & Limiting,
  caller: Caller,
  id: string,
  asked: Asked<{ readonly version: number; readonly count: number }>,
): Promise<void> {
  requireAdmin(caller);
  const { version, count } = await asked();
  const fn = await visibleFunction(ports, caller, id);
  if (version === 0) return;
  if (count > 0) await requireRoomForEnvironments(ports, fn.projectId, count);
  await changeKeptReady(ports, fn, version, (provisioned) => Math.max(0, provisioned + count));
}

/** Changes how many environments of a version are to be kept ready, and queues the change. */
async function changeKeptReady(
  ports: Changing,
  fn: QinlingFunction,
  number: number,
  change: (provisioned: number) => number,
): Promise<void> {
  const outcome = await whileStale(
    ports,
    () => contended('Function', fn.id),
    async () => {
      const version = await versionOf(ports, fn, number);
      const provisioned = change(version.provisioned);
      if (provisioned === version.provisioned) return 'unchanged';
      if (version.publishError !== null)
        throw new Fault('conflict', `Version ${number} can not run: ${version.publishError}`);
      return ports.scaling.scale(version, provisioned);
    },
  );
  if (outcome === 'stored')
    await queueProvisioning(ports, { projectId: fn.projectId, functionId: fn.id });
}

/** How many of a project's newest executions are searched for environments. */
const examinedExecutions = 1000;

/** The known environments of a function's newest code and of its versions. */
export async function listWorkers(
  ports: Pick<Ports, 'clock' | 'executions' | 'functions' | 'versions'>,
  caller: Caller,
  id: string,
): Promise<readonly Worker[]> {
  requireAdmin(caller);
  const fn = await visibleFunction(ports, caller, id);
  // An administrator's executions of another project's function belong to the administrator's project.
  const projects = [...new Set([fn.projectId, caller.projectId])];
  const [versions, ...executions] = await Promise.all([
    ports.versions.list({ projectId: fn.projectId, functionId: id }),
    ...projects.map((projectId) => ports.executions.list(projectId, { limit: examinedExecutions })),
  ]);
  return workersOf({ fn, versions, executions: executions.flat(), now: ports.clock.now() });
}
