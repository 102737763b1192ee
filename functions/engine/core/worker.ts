import type { Execution } from './execution.ts';
import type { FunctionVersion } from './function-version.ts';
import type { QinlingFunction } from './function.ts';
import { after, type Instant } from '../../platform/core/instant.ts';

/** An environment that executes a function, or can at once. */
export interface Worker {
  readonly functionId: string;
  readonly functionVersion: number;
  readonly name: string;
}

/** For so long after an execution its environment counts: Lambda keeps idle ones some minutes, and tells nobody. */
const keptSeconds = 600;

const latest = (instants: readonly (Instant | null | undefined)[]): Instant =>
  instants.reduce<Instant>((last, instant) => (instant && instant > last ? instant : last), '');

const numberOf = ({ functionVersion }: Execution): number => functionVersion ?? 0;

/** How many environments Lambda has been told to keep ready for a version, and has not refused to. */
const keptReady = (version: FunctionVersion | undefined): number =>
  version?.lambdaVersion && !version.provisionPending && version.provisionError === null
    ? version.provisioned
    : 0;

/**
 * The environments of a function that are known of: those that answered lately, since its code was last
 * changed or detached; as many more as are busy; as many more as Lambda keeps ready. A busy
 * one is taken for one that was seen before, while there are enough of these: which one it is shows
 * when it answers.
 */
export function workersOf({
  fn,
  versions,
  executions,
  now,
}: {
  readonly fn: QinlingFunction;
  readonly versions: readonly FunctionVersion[];
  readonly executions: readonly Execution[];
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
    const made = functionVersion === 0 ? [fn.updatedAt, fn.detachedAt] : [version?.createdAt];
    const since = latest([after(now, -keptSeconds), ...made]);
    const ofVersion = (execution: Execution) => numberOf(execution) === functionVersion;
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
