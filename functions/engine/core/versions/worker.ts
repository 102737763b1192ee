import type { ExecutionSummary } from '../executions/execution.ts';
import type { FunctionVersion } from './function-version.ts';
import type { QinlingFunction } from '../functions/function.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';

/** An environment of Lambda that runs a function, or is ready to. */
export interface Worker {
  readonly functionId: string;
  readonly functionVersion: number;
  readonly name: string;
}

/** How long an environment counts after an execution. Lambda keeps idle ones for minutes, but does not list them. */
const keptSeconds = 600;

const latest = (instants: readonly (Instant | null | undefined)[]): Instant =>
  instants.reduce<Instant>((last, instant) => (instant && instant > last ? instant : last), '');

const numberOf = ({ functionVersion }: ExecutionSummary): number => functionVersion ?? 0;

/** How many environments Lambda keeps ready for a version, unless it refused to. */
const keptReady = (version: FunctionVersion | undefined): number =>
  version?.lambdaVersion && !version.provisionPending && version.provisionError === null
    ? version.provisioned
    : 0;

/**
 * The known environments of a function: those that answered recently and since its code was last changed
 * or detached, plus those that are busy, plus those that Lambda keeps ready. Which environment a running
 * execution uses is not known until it answers, so busy ones count only beyond the number already seen.
 */
export function workersOf({
  fn,
  versions,
  executions,
  now,
}: {
  readonly fn: QinlingFunction;
  readonly versions: readonly FunctionVersion[];
  readonly executions: readonly ExecutionSummary[];
  readonly now: Instant;
}): readonly Worker[] {
  const own = executions.filter(({ functionId }) => functionId === fn.id);
  const busy = own.filter(
    ({ status, attempt, leaseUntil }) =>
      status === 'running' && attempt > 0 && leaseUntil !== null && leaseUntil > now,
  );
  const numbers = new Set([0, ...versions.map(({ number }) => number), ...busy.map(numberOf)]);
  return [...numbers].flatMap((functionVersion) => {
    const version = versions.find(({ number }) => number === functionVersion);
    const made =
      functionVersion === 0
        ? [fn.updatedAt, fn.detachedAt]
        : [version?.createdAt, version?.detachedAt];
    const since = latest([after(now, -keptSeconds), ...made]);
    const ofVersion = (execution: ExecutionSummary) => numberOf(execution) === functionVersion;
    const seen = own
      .filter((execution) => ofVersion(execution) && (execution.updatedAt ?? '') >= since)
      .flatMap(({ environment }) => environment ?? []);
    const answered = [...new Set(seen)].map((environment) => `environment-${environment}`);
    const working = busy.filter(ofVersion).map(({ id }) => `execution-${id}`);
    const known = [...answered, ...working.slice(answered.length)];
    const ready = Math.max(0, keptReady(version) - known.length);
    const waiting = Array.from({ length: ready }, (_, index) => `provisioned-${index + 1}`);
    return [...known, ...waiting].map((name) => ({ functionId: fn.id, functionVersion, name }));
  });
}
