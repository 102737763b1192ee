import { whileStale } from '../../../platform/app/while-stale.ts';
import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { credentialAfterRevision } from '../../core/functions/function-credential.ts';
import type { QinlingFunction } from '../../core/functions/function.ts';
import {
  functionLimits,
  maximumEntryLength,
  withinLength,
  withinLimit,
} from '../../core/functions/function-limits.ts';
import { contended } from '../../core/contended.ts';
import type { Ports } from '../../ports.ts';
import { acceptChange, type AcceptingCode, type ChangedCode } from './accept-code.ts';
import type { Asked } from '../asked.ts';
import { visibleFunction } from '../visible-to-caller.ts';
import type { Limiting } from '../project-limits.ts';
import { type ProvisioningRequests, queueProvisioning } from '../queue-or-leave-due.ts';
import { refuseWhileScheduled } from './refuse-while-used.ts';

/** What a request changes. Numbers are text here: forms carry nothing else. */
export interface FunctionChange {
  readonly name: string | undefined;
  readonly description: string | undefined;
  /** Only the function's own. */
  readonly runtimeId: string | undefined;
  readonly code: ChangedCode;
  readonly entry: string | undefined;
  readonly cpu: string | undefined;
  readonly memorySize: string | undefined;
  readonly timeout: string | undefined;
  readonly package: Uint8Array | undefined;
}

type Updating = AcceptingCode &
  Limiting &
  ProvisioningRequests &
  Pick<Ports, 'clock' | 'functions' | 'jobs' | 'sleep' | 'versions'>;

/** Changes a function. A change that Lambda must apply makes a new revision, which executions wait for. */
export async function updateFunction(
  ports: Updating,
  caller: Caller,
  id: string,
  asked: Asked<FunctionChange>,
): Promise<QinlingFunction> {
  requireRole(caller, 'member');
  const change = await asked();
  return whileStale(
    ports,
    () => contended('Function', id),
    () => tryUpdate(ports, caller, id, change),
  );
}

async function tryUpdate(
  ports: Updating,
  caller: Caller,
  id: string,
  change: FunctionChange,
): Promise<QinlingFunction | 'stale'> {
  const before = await visibleFunction(ports, caller, id);
  if (concernsCode(change)) await refuseWhileScheduled(ports, before);
  const changed = { ...before, ...changedFields(ports, before, change) };
  const stored = await acceptChange(ports, before, change.code, change.package);
  const isRevised = stored !== undefined || changesDeployment(before, changed);
  const next: QinlingFunction = {
    ...changed,
    ...stored,
    ...(isRevised && credentialAfterRevision(before, caller.userId)),
    revision: before.revision + (isRevised ? 1 : 0),
    updatedAt: ports.clock.now(),
  };
  if ((await ports.functions.replace(next, before)) === 'stale') {
    if (stored?.packageKey) await ports.packages.remove(stored.packageKey);
    return 'stale';
  }
  if (next.revision > before.revision)
    await queueProvisioning(ports, { projectId: next.projectId, functionId: next.id });
  if (stored) await removePackage(ports, before);
  return next;
}

/** Removes the replaced package, unless a version uses it. No version can be made of it from now on. */
async function removePackage(
  { packages, versions }: Pick<Ports, 'packages' | 'versions'>,
  { projectId, id: functionId, packageKey }: QinlingFunction,
): Promise<void> {
  if (packageKey === null) return;
  const all = await versions.list({ projectId, functionId });
  if (!all.some((version) => version.packageKey === packageKey)) await packages.remove(packageKey);
}

/** Whether the change is more than name, description and time-out, which may change while jobs run the function. */
const concernsCode = ({ code, entry, cpu, memorySize, package: zip }: FunctionChange): boolean =>
  [code.source, code.md5sum, entry, cpu, memorySize, zip].some((given) => given !== undefined);

/** The rules of `qinling/api/controllers/v1/function.py`, `put`, for everything but the package. */
function changedFields(
  { settings }: Limiting,
  before: QinlingFunction,
  change: FunctionChange,
): Partial<QinlingFunction> {
  const limits = functionLimits(settings.limits);
  const timeoutSeconds = optional(limits.timeoutSeconds, change.timeout);
  const cpu = optional(limits.cpu, change.cpu);
  const memorySize = optional(limits.memorySize, change.memorySize);
  withinLength('name', change.name);
  withinLength('description', change.description);
  withinLength('entry', change.entry, maximumEntryLength);
  if (change.runtimeId !== undefined && change.runtimeId !== before.runtimeId)
    throw new Fault('invalid', 'The function runtime can not be changed.');
  const { source, md5sum } = change.code;
  if (source && source !== before.code.source)
    throw new Fault('invalid', 'The function code type can not be changed.');
  const ofCode = source ?? change.entry ?? cpu ?? memorySize ?? change.package;
  if (before.code.source === 'image' && ofCode !== undefined)
    throw new Fault('invalid', 'The image type function code can not be changed.');
  if (before.code.source === 'package' && change.package && md5sum === before.code.md5sum)
    throw new Fault('invalid', 'The function code checksum is not changed.');
  return {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.description !== undefined && { description: change.description }),
    ...(change.entry !== undefined && { entry: change.entry }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(cpu !== undefined && { cpu }),
    ...(memorySize !== undefined && { memorySize }),
  };
}

const optional = (limit: Parameters<typeof withinLimit>[0], text: string | undefined) =>
  text === undefined ? undefined : withinLimit(limit, text);

const changesDeployment = (before: QinlingFunction, after: QinlingFunction): boolean =>
  before.entry !== after.entry ||
  before.cpu !== after.cpu ||
  before.memorySize !== after.memorySize ||
  before.timeoutSeconds !== after.timeoutSeconds;
