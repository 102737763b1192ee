import { type Caller, requireAdmin } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { QinlingFunction } from '../../core/function.ts';
import { type Worker, workersOf } from '../../core/worker.ts';
import type { Ports } from '../../ports.ts';
import { type Limiting, requireRoomForEnvironments } from '../limits.ts';
import { functionFor } from '../lookup.ts';
import { sendOrLeaveDue } from '../send.ts';
import { versionOf } from './target.ts';

type Changing = Pick<Ports, 'functions' | 'log' | 'provisioningQueue' | 'versions'>;

/** How often a change starts again from the function or version as somebody else left it. */
const attempts = 5;

/**
 * Gives a function fresh environments: its newest code is applied again, as a new revision, after
 * which Lambda begins no execution in an old one. A version loses the environments that are kept ready
 * for it, as Qinling takes away its workers; what it has frozen cannot be applied again.
 */
export async function detachFunction(
  ports: Changing & Pick<Ports, 'clock'>,
  caller: Caller,
  id: string,
  version: number,
): Promise<void> {
  requireAdmin(caller);
  if (version > 0) return keepReady(ports, await functionFor(ports, caller, id), version, () => 0);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt reads what the one before lost to
    const fn = await functionFor(ports, caller, id);
    const next = { ...fn, revision: fn.revision + 1, detachedAt: ports.clock.now() };
    // oxlint-disable-next-line no-await-in-loop -- as above
    if ((await ports.functions.replace(next, fn)) === 'stored')
      return sendOrLeaveDue(ports, id, ports.provisioningQueue.send(messageFor(fn)));
  }
  throw changing(id);
}

/**
 * Has Lambda keep `count` more environments of a version ready, or that many fewer (negative), down to
 * none. For the newest code (version 0) it is accepted with nothing to do: Lambda keeps environments of
 * published versions only, and makes the others by itself, as executions come.
 */
export async function scaleFunction(
  ports: Changing & Limiting,
  caller: Caller,
  id: string,
  { version, count }: { readonly version: number; readonly count: number },
): Promise<void> {
  requireAdmin(caller);
  const fn = await functionFor(ports, caller, id);
  if (version === 0) return;
  if (count > 0) await requireRoomForEnvironments(ports, fn.projectId, count);
  await keepReady(ports, fn, version, (provisioned) => Math.max(0, provisioned + count));
}

/** Changes how many environments of a version are kept ready, in its row first. */
async function keepReady(
  ports: Changing,
  fn: QinlingFunction,
  number: number,
  change: (provisioned: number) => number,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt reads what the one before lost to
    const version = await versionOf(ports, fn, number);
    const provisioned = change(version.provisioned);
    if (provisioned === version.provisioned) return;
    if (version.publishError !== null)
      throw new Fault('conflict', `Version ${number} can not run: ${version.publishError}`);
    // oxlint-disable-next-line no-await-in-loop -- as above
    if ((await ports.versions.scale(version, provisioned)) === 'stored')
      return sendOrLeaveDue(ports, version.id, ports.provisioningQueue.send(messageFor(fn)));
  }
  throw changing(fn.id);
}

const messageFor = ({ projectId, id }: QinlingFunction) =>
  ({ v: 1, projectId, functionId: id }) as const;

const changing = (id: string): Fault =>
  new Fault('conflict', `Function ${id} is being changed by others.`);

/** The environments of a function, of its newest code and of its versions, as far as we know of them. */
export async function listWorkers(
  ports: Pick<Ports, 'clock' | 'executions' | 'functions' | 'versions'>,
  caller: Caller,
  id: string,
): Promise<readonly Worker[]> {
  requireAdmin(caller);
  const fn = await functionFor(ports, caller, id);
  // An administrator's executions of other projects' functions are his own project's.
  const projects = [...new Set([fn.projectId, caller.projectId])];
  const [versions, ...executions] = await Promise.all([
    ports.versions.list({ projectId: fn.projectId, functionId: id }),
    ...projects.map((projectId) => ports.executions.list(projectId)),
  ]);
  return workersOf({ fn, versions, executions: executions.flat(), now: ports.clock.now() });
}
