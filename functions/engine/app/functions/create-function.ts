import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import {
  functionLimits,
  maximumEntryLength,
  withinLength,
  withinLimit,
} from '../../core/functions/function-limits.ts';
import type { QinlingFunction } from '../../core/functions/function.ts';
import type { Ports } from '../../ports.ts';
import type { Asked } from '../asked.ts';
import { type Limiting, requireRoomFor } from '../project-limits.ts';
import { type ProvisioningRequests, queueProvisioning } from '../queue-or-leave-due.ts';
import { acceptCode, type AcceptingCode, type NewCode } from './accept-code.ts';
import { visibleRuntime } from './runtimes.ts';

/** Numbers are text here: forms carry nothing else. */
export interface NewFunction {
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly runtimeId: string | undefined;
  readonly code: NewCode;
  readonly entry: string | undefined;
  readonly cpu: string | undefined;
  readonly memorySize: string | undefined;
  readonly timeout: string | undefined;
  readonly package: Uint8Array | undefined;
}

/** Creates a function: stores its package, then its row, then asks the provisioner to create it in Lambda. */
export async function createFunction(
  ports: AcceptingCode &
    Limiting &
    ProvisioningRequests &
    Pick<Ports, 'clock' | 'functions' | 'runtimes'>,
  caller: Caller,
  asked: Asked<NewFunction>,
): Promise<QinlingFunction> {
  requireRole(caller, 'member');
  const input = await asked();
  const limits = functionLimits(ports.settings.limits);
  const sizes = {
    timeoutSeconds: withinLimit(limits.timeoutSeconds, input.timeout),
    cpu: withinLimit(limits.cpu, input.cpu),
    memorySize: withinLimit(limits.memorySize, input.memorySize),
  };
  withinLength('name', input.name);
  withinLength('description', input.description);
  withinLength('entry', input.entry, maximumEntryLength);
  const runtimeId = await requireRuntime(ports, caller, input);
  await requireRoomFor('functions', ports, caller.projectId);
  const owner = { projectId: caller.projectId, id: ports.ids.random() };
  const { code, packageKey } = await acceptCode(ports, owner, input.code, input.package);
  const fn: QinlingFunction = {
    ...owner,
    ...sizes,
    name: input.name ?? null,
    description: input.description ?? null,
    runtimeId,
    code,
    entry: code.source === 'image' ? null : (input.entry ?? 'main.main'),
    latestVersion: 0,
    packageKey,
    revision: 1,
    appliedRevision: 0,
    applyError: null,
    createdAt: ports.clock.now(),
    updatedAt: null,
  };
  await ports.functions.create(fn);
  await queueProvisioning(ports, { projectId: fn.projectId, functionId: fn.id });
  return fn;
}

async function requireRuntime(
  ports: Pick<Ports, 'runtimes'>,
  caller: Caller,
  { code, runtimeId }: NewFunction,
): Promise<string | null> {
  if (code.source === 'image') return null;
  if (!runtimeId) throw new Fault('invalid', '"runtime_id" must be specified.');
  const runtime = await visibleRuntime(ports, caller, runtimeId);
  if (runtime.status !== 'available')
    throw new Fault('invalid', `Runtime ${runtimeId} is not available.`);
  return runtimeId;
}
