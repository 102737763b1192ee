import { type Caller, requireAdmin } from '../../core/caller.ts';
import { Fault } from '../../core/fault.ts';
import type { QinlingFunction } from '../../core/function.ts';
import type { Ports } from '../../ports.ts';
import { functionFor } from './lookup.ts';
import { sendOrLeaveDue } from './send.ts';
import { versionOf } from './target.ts';

type Detaching = Pick<Ports, 'clock' | 'functions' | 'log' | 'provisioningQueue' | 'versions'>;

/** How often detaching starts again from the function as somebody else left it. */
const attempts = 5;

/**
 * Gives a function fresh environments: its newest code is applied again, as a new revision, after
 * which Lambda begins no execution in an old one. What a version has frozen cannot be applied again:
 * there is nothing to do for it, as Qinling has nothing to do for a function without workers.
 */
export async function detachFunction(
  ports: Detaching,
  caller: Caller,
  id: string,
  version: number,
): Promise<void> {
  requireAdmin(caller);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt reads what the one before lost to
    const fn = await functionFor(ports, caller, id);
    if (version > 0) return void (await versionOf(ports, fn, version));
    const next = { ...fn, revision: fn.revision + 1 };
    // oxlint-disable-next-line no-await-in-loop -- as above
    if ((await ports.functions.replace(next, fn)) === 'stored') {
      const message = { v: 1, projectId: fn.projectId, functionId: id } as const;
      return sendOrLeaveDue(ports, id, ports.provisioningQueue.send(message));
    }
  }
  throw new Fault('conflict', `Function ${id} is being changed by others.`);
}

/**
 * Lambda makes and takes away environments by itself, as executions come and go, so that a request to
 * scale is right before it is made. It is accepted for a function that exists.
 */
export async function scaleFunction(
  ports: Pick<Ports, 'functions' | 'versions'>,
  caller: Caller,
  id: string,
  version: number,
): Promise<void> {
  requireAdmin(caller);
  const fn = await functionFor(ports, caller, id);
  if (version > 0) await versionOf(ports, fn, version);
}

/** A place where a function is executed now. */
export interface Worker {
  readonly functionId: string;
  readonly functionVersion: number;
  readonly name: string;
}

/**
 * The environments that are busy now: Lambda runs one execution in each, and shows nobody the idle
 * ones. Each is named for the execution it is busy with.
 */
export async function listWorkers(
  ports: Pick<Ports, 'clock' | 'executions' | 'functions'>,
  caller: Caller,
  id: string,
): Promise<readonly Worker[]> {
  requireAdmin(caller);
  const fn: QinlingFunction = await functionFor(ports, caller, id);
  const now = ports.clock.now();
  return (await ports.executions.list(fn.projectId))
    .filter(({ functionId, status }) => functionId === id && status === 'running')
    .filter(({ attempt, leaseUntil }) => attempt > 0 && leaseUntil !== null && leaseUntil > now)
    .map((execution) => ({
      functionId: id,
      functionVersion: execution.functionVersion ?? 0,
      name: `execution-${execution.id}`,
    }));
}
