import type { Caller } from '../../../platform/core/caller.ts';
import type { Execution } from '../../core/execution.ts';
import { executionInput } from '../../core/execution-input.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { withinLength } from '../../core/function-limits.ts';
import { after, type Instant, millisecondsOf } from '../../../platform/core/instant.ts';
import type { Ports } from '../../ports.ts';
import { runExecution } from './run-execution.ts';
import { type Limiting, requireRoomForExecution } from '../limits.ts';
import { functionFor } from '../lookup.ts';
import { recordExecution } from './record-execution.ts';
import { sendOrLeaveDue } from '../send.ts';
import { type AskedTarget, resolveTarget } from '../versions/target.ts';

/** Functions with a longer time-out never run inside an API request, which may last 30 s in all. */
const inlineTimeoutSeconds = 20;
/** How long a synchronous request waits before it answers with the execution as it is. */
const waitSeconds = 25;
/** What an inline run needs beside the function's own time. */
const inlineMarginSeconds = 3;
const pollMilliseconds = 200;

type Running = Limiting &
  Pick<
    Ports,
    | 'aliases'
    | 'clock'
    | 'executions'
    | 'executionQueue'
    | 'functions'
    | 'ids'
    | 'log'
    | 'payloads'
    | 'runner'
    | 'runtimes'
    | 'sleep'
    | 'versions'
  >;

export interface NewExecution extends AskedTarget {
  readonly description: string | null;
  readonly sync: boolean;
  readonly input: string | null;
}

/** Accepts an execution of a function in the caller's own project; a synchronous one is waited for. */
export async function createExecution(
  ports: Running,
  caller: Caller,
  asked: NewExecution,
): Promise<Execution> {
  withinLength('description', asked.description);
  const { fn, version, frozen } = await resolveTarget(ports, caller.projectId, asked, (id) =>
    runnableFunction(ports, caller, id, asked),
  );
  const { runtimeId, timeoutSeconds } = frozen ?? fn;
  await requireRuntime(ports, runtimeId);
  const { running } = await requireRoomForExecution(ports, caller.projectId);
  const recorded = await recordExecution(ports, {
    functionId: fn.id,
    functionVersion: version,
    functionAlias: asked.functionAlias,
    projectId: caller.projectId,
    description: asked.description,
    sync: asked.sync,
    input: executionInput(asked.input),
  });
  if (!asked.sync) {
    await enqueue(ports, recorded);
    return recorded;
  }
  const until = after(ports.clock.now(), waitSeconds);
  const inline =
    timeoutSeconds <= inlineTimeoutSeconds && running < ports.settings.limits.synchronousExecutions;
  const ended =
    inline &&
    (await runInline(ports, recorded, after(until, -timeoutSeconds - inlineMarginSeconds)));
  if (!ended) await enqueue(ports, recorded);
  return waitForEnd(ports, recorded, until);
}

/** A function the caller may run; only packages have versions, which Qinling says in these words. */
async function runnableFunction(
  ports: Running,
  caller: Caller,
  id: string,
  { functionVersion }: NewExecution,
) {
  const fn = await functionFor(ports, caller, id);
  if (fn.code.source !== 'package' && functionVersion !== null && functionVersion > 0)
    throw new Fault('invalid', 'Can not specify version for package type function.');
  return fn;
}

async function requireRuntime({ runtimes }: Pick<Ports, 'runtimes'>, id: string | null) {
  if (!id) return;
  const runtime = await runtimes.get(id);
  if (runtime?.status !== 'available')
    throw new Fault('conflict', `Runtime ${id} is not available.`);
}

const enqueue = (ports: Pick<Ports, 'executionQueue' | 'log'>, { projectId, id }: Execution) =>
  sendOrLeaveDue(
    ports,
    id,
    ports.executionQueue.send([{ v: 1, kind: 'recorded', projectId, executionId: id }]),
  );

/** Runs it here, waiting for a function that is not ready yet as long as the request can afford. */
async function runInline(
  ports: Running,
  execution: Execution,
  latestStart: Instant,
): Promise<boolean> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each turn waits for what the one before was told
    const outcome = await runExecution(ports, execution);
    if (outcome.kind === 'ended') return true;
    if (outcome.at > latestStart) return false;
    // oxlint-disable-next-line no-await-in-loop -- as above
    await ports.sleep(millisecondsUntil(ports, outcome.at));
  }
}

async function waitForEnd(
  ports: Pick<Ports, 'clock' | 'executions' | 'sleep'>,
  execution: Execution,
  until: Instant,
): Promise<Execution> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- polls
    const now = await ports.executions.get(execution.projectId, execution.id);
    if (!now) return execution; // somebody has deleted it
    if (now.status !== 'running' || ports.clock.now() >= until) return now;
    // oxlint-disable-next-line no-await-in-loop -- polls
    await ports.sleep(pollMilliseconds);
  }
}

const millisecondsUntil = ({ clock }: Pick<Ports, 'clock'>, at: Instant): number =>
  Math.max(pollMilliseconds, millisecondsOf(at) - millisecondsOf(clock.now()));
