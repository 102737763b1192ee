import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { after, type Instant, millisecondsOf } from '../../../platform/core/instant.ts';
import { executionInput } from '../../core/executions/execution-input.ts';
import type { Execution } from '../../core/executions/execution.ts';
import { withinLength } from '../../core/functions/function-limits.ts';
import type { Ports, RunPorts } from '../../ports.ts';
import type { Asked } from '../asked.ts';
import { type Limiting, requireRoomForExecution } from '../project-limits.ts';
import { type ExecutionRequests, queueExecution } from '../queue-or-leave-due.ts';
import { type AskedTarget, resolveTarget } from '../versions/resolve-target.ts';
import { visibleFunction } from '../visible-to-caller.ts';
import { recordExecution } from './record-execution.ts';
import { runExecution } from './run-execution.ts';

/** Functions with a longer time-out never run inside an API request, which may last 30 s in all. */
const inlineTimeoutSeconds = 20;
/** How long a synchronous request waits before it answers with the execution as it is. */
const waitSeconds = 25;
/** What an inline run needs besides the function's own time. */
const inlineMarginSeconds = 3;
const pollMilliseconds = 200;

export type CreatingExecutions = Limiting &
  RunPorts &
  ExecutionRequests &
  Pick<Ports, 'aliases' | 'ids' | 'runtimes' | 'sleep'>;

export interface AskedExecution extends AskedTarget {
  readonly description: string | null;
  readonly sync: boolean;
  readonly input: string | null;
}

/** Accepts an execution of a function in the caller's own project, and waits for a synchronous one. */
export async function createExecution(
  ports: CreatingExecutions,
  caller: Caller,
  asked: Asked<AskedExecution>,
): Promise<Execution> {
  requireRole(caller, 'member');
  const request = await asked();
  withinLength('description', request.description);
  const { fn, version, frozen } = await resolveTarget(ports, caller.projectId, request, (id) =>
    runnableFunction(ports, caller, id, request),
  );
  const { runtimeId, timeoutSeconds } = frozen ?? fn;
  await requireRuntime(ports, runtimeId);
  const { running } = await requireRoomForExecution(ports, caller.projectId);
  const recorded = await recordExecution(ports, {
    functionId: fn.id,
    functionVersion: version,
    functionAlias: request.functionAlias,
    projectId: caller.projectId,
    description: request.description,
    sync: request.sync,
    input: executionInput(request.input),
  });
  if (!request.sync) {
    await queueExecution(ports, recorded);
    return recorded;
  }
  const until = after(ports.clock.now(), waitSeconds);
  const inline =
    timeoutSeconds <= inlineTimeoutSeconds && running < ports.settings.limits.synchronousExecutions;
  const ended =
    inline &&
    (await runInline(ports, recorded, after(until, -timeoutSeconds - inlineMarginSeconds)));
  if (!ended) await queueExecution(ports, recorded);
  return waitForEnd(ports, recorded, until);
}

/** A function that the caller may run. Images have no versions; the refusal is in Qinling's words. */
async function runnableFunction(
  ports: Pick<Ports, 'functions'>,
  caller: Caller,
  id: string,
  { functionVersion }: AskedExecution,
) {
  const fn = await visibleFunction(ports, caller, id);
  if (fn.code.source === 'image' && functionVersion !== null && functionVersion > 0)
    throw new Fault('invalid', 'Can not specify version for package type function.');
  return fn;
}

async function requireRuntime({ runtimes }: Pick<Ports, 'runtimes'>, id: string | null) {
  if (!id) return;
  const runtime = await runtimes.get(id);
  if (runtime?.status !== 'available')
    throw new Fault('conflict', `Runtime ${id} is not available.`);
}

/** Runs the execution here. Waits for a function that is not ready yet as long as the request can afford. */
async function runInline(
  ports: CreatingExecutions,
  execution: Execution,
  latestStart: Instant,
): Promise<boolean> {
  const outcome = await runExecution(ports, execution);
  if (outcome.kind === 'ended') return true;
  if (outcome.at > latestStart) return false;
  await ports.sleep(millisecondsUntil(ports, outcome.at));
  return runInline(ports, execution, latestStart);
}

async function waitForEnd(
  ports: Pick<Ports, 'clock' | 'executions' | 'sleep'>,
  execution: Execution,
  until: Instant,
): Promise<Execution> {
  const now = await ports.executions.get(execution.projectId, execution.id);
  if (!now) return execution; // it was deleted
  if (now.status !== 'running' || ports.clock.now() >= until) return now;
  await ports.sleep(pollMilliseconds);
  return waitForEnd(ports, execution, until);
}

const millisecondsUntil = ({ clock }: Pick<Ports, 'clock'>, at: Instant): number =>
  Math.max(pollMilliseconds, millisecondsOf(at) - millisecondsOf(clock.now()));
