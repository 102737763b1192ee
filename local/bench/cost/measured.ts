import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../percentiles.ts';
import type { Charge } from './charge.ts';
import type { RowChange } from './dynamo-meter.ts';
import type { LocalLambda } from './lambda.ts';
import type { Run, Stage, StageRun } from './scenario.ts';
import {
  billedMilliseconds,
  gigabyteSeconds,
  userFunctionMilliseconds,
  waitingMilliseconds,
} from './waiting.ts';

/** How long one invocation of a Lambda takes. */
export interface Timing {
  readonly name: string;
  readonly processor: number;
  readonly waiting: number;
  readonly billed: number;
  readonly memoryMegabytes: number;
}

export interface Measured {
  readonly charges: readonly Charge[];
  readonly timings: readonly Timing[];
  readonly changes: readonly RowChange[];
  readonly runs: readonly StageRun[];
}

export interface Rounds {
  readonly warmUp: number;
  readonly timed: number;
}

/** Longer than the caches of seconds live: revocations of tokens are cached for five. */
const cacheMilliseconds = 5500;

/**
 * Warms up, then takes the charges of one run that finds the caches of seconds expired, and the median
 * processor time of several runs.
 */
export async function measured(
  run: () => Promise<Run>,
  lambdas: Readonly<Partial<Record<Stage, LocalLambda>>>,
  { warmUp, timed }: Rounds,
): Promise<Measured> {
  await repeated(warmUp, run);
  await sleep(cacheMilliseconds);
  const charged = await run();
  const all = [charged, ...(await repeated(timed - 1, run))].flatMap(({ runs }) => runs);
  const timings = charged.runs.map(({ stage, requests }) => {
    const memoryMegabytes = lambdas[stage]?.memoryMegabytes ?? 0;
    const samples = all.flatMap((each) =>
      each.stage === stage ? [each.processorMilliseconds] : [],
    );
    return timingOf(stage, memoryMegabytes, {
      processor: percentile(samples, 50),
      waiting: waitingMilliseconds(requests),
    });
  });
  return {
    ...charged,
    timings,
    charges: [...charged.charges, ...timings.map(durationCharge)],
  };
}

export async function repeated<T>(times: number, work: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one at a time is what is measured
  for (let i = 0; i < times; i += 1) results.push(await work());
  return results;
}

export const timingOf = (
  name: string,
  memoryMegabytes: number,
  time: Pick<Timing, 'processor' | 'waiting'>,
): Timing => ({
  name,
  ...time,
  billed: billedMilliseconds(time, memoryMegabytes),
  memoryMegabytes,
});

export const durationCharge = ({ name, billed, memoryMegabytes }: Timing): Charge => ({
  row: `Lambda time: ${name}`,
  price: 'lambda-duration',
  count: gigabyteSeconds(billed, memoryMegabytes),
});

/** The user functions that these runs waited for. */
export const userFunctionCharge = (runs: readonly StageRun[], memoryMegabytes: number): Charge => ({
  row: 'Lambda time: user function',
  price: 'lambda-duration',
  count:
    runs.flatMap(({ requests }) => requests.filter(({ wait }) => wait === 'user-function')).length *
    gigabyteSeconds(userFunctionMilliseconds, memoryMegabytes),
});
