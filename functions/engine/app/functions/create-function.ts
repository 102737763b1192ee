import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { QinlingFunction } from '../../core/function.ts';
import {
  functionLimits,
  maximumEntryLength,
  withinLength,
  withinLimit,
} from '../../core/function-limits.ts';
import type { Ports } from '../../ports.ts';
import { acceptCode, type AcceptingCode, type NewCode } from './accept-code.ts';
import { type Limiting, requireRoomForFunction } from '../limits.ts';
import { runtimeFor } from '../lookup.ts';
import { sendOrLeaveDue } from '../send.ts';

/** Numbers are still text: forms carry nothing else. */
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

/** Accepts a function: its package is stored, then its row, then the provisioner is asked to make it in Lambda. */
export async function createFunction(
  ports: AcceptingCode &
    Limiting &
    Pick<Ports, 'runtimes' | 'functions' | 'provisioningQueue' | 'clock' | 'log'>,
  caller: Caller,
  input: NewFunction,
): Promise<QinlingFunction> {
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
  await requireRoomForFunction(ports, caller.projectId);
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
  const message = { v: 1, projectId: fn.projectId, functionId: fn.id } as const;
  await sendOrLeaveDue(ports, fn.id, ports.provisioningQueue.send(message));
  return fn;
}

async function requireRuntime(
  ports: Pick<Ports, 'runtimes'>,
  caller: Caller,
  { code, runtimeId }: NewFunction,
): Promise<string | null> {
  if (code.source === 'image') return null;
  if (!runtimeId) throw new Fault('invalid', '"runtime_id" must be specified.');
  const runtime = await runtimeFor(ports, caller, runtimeId);
  if (runtime.status !== 'available')
    throw new Fault('invalid', `Runtime ${runtimeId} is not available.`);
  return runtimeId;
}
