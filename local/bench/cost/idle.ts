import { percentile } from '../percentiles.ts';
import type { Charge } from './charge.ts';
import type { DefaultDeployment } from './default-deployment.ts';
import type { LocalLambda } from './lambda.ts';
import { durationCharge, repeated, type Timing, timingOf } from './measured.ts';
import type { Meter } from './meter.ts';
import { idlePollers, longPollsPerMonth, minutesPerMonth, tableKeysPerMonth } from './month.ts';
import { waitingMilliseconds } from './waiting.ts';

/** What is billed in a month in which nothing happens. */
export interface Idle {
  readonly charges: readonly Charge[];
  readonly timings: readonly Timing[];
}

export interface Upkeep {
  readonly sweeper: LocalLambda;
  readonly meter: Meter;
  /** Makes the sweeper's hourly review due. */
  readonly forgetReview: () => Promise<unknown>;
}

const hoursPerMonth = minutesPerMonth / 60;
const warmUps = 8;
const timed = 5;

export async function idleMonth(defaults: DefaultDeployment, upkeep: Upkeep): Promise<Idle> {
  await repeated(warmUps, () => sweep(upkeep, 'sweeper'));
  const minutely = await sweep(upkeep, 'sweeper');
  await upkeep.forgetReview();
  const hourly = await sweep(upkeep, 'sweeper with review');
  const { alarms, secrets, scheduledRuns, mappings, kmsTables } = defaults;
  const pollers =
    mappings.bounded * idlePollers.bounded +
    (mappings.all - mappings.bounded) * idlePollers.unbounded;
  const reviews = hoursPerMonth / minutesPerMonth;
  return {
    timings: [minutely.timing, hourly.timing],
    charges: [
      { row: 'CloudWatch alarms', price: 'alarm-month', count: alarms },
      { row: 'secrets', price: 'secret-month', count: secrets },
      {
        row: `SQS receives: ${pollers} idle pollers of ${mappings.all} queues`,
        price: 'sqs-request',
        count: pollers * longPollsPerMonth,
      },
      { row: 'schedules', price: 'scheduler-invocation', count: scheduledRuns * minutesPerMonth },
      ...scaled(minutely.charges, minutesPerMonth * (1 - reviews)),
      ...scaled(hourly.charges, hoursPerMonth),
      {
        row: 'KMS: keys of tables, at most',
        price: 'kms-request',
        count: Math.min(kmsTables, sweptTables) * tableKeysPerMonth,
      },
    ],
  };
}

/** Functions, executions and alarms. */
const sweptTables = 3;

const scaled = (charges: readonly Charge[], by: number): readonly Charge[] =>
  charges.map((charge) => ({ ...charge, count: charge.count * by }));

/** One run of the sweeper for its charges; the processor time is the median of several. */
async function sweep({ sweeper, meter }: Upkeep, name: string) {
  meter.take();
  const first = await sweeper.invoke({});
  const { charges, requests } = meter.take();
  const others = name === 'sweeper' ? await repeated(timed, () => sweeper.invoke({})) : [];
  meter.take();
  const processor = percentile(
    [first, ...others].map((each) => each.processorMilliseconds),
    50,
  );
  const timing = timingOf(name, sweeper.memoryMegabytes, {
    processor,
    waiting: waitingMilliseconds(requests),
  });
  const log: Charge = { row: 'logs: sweeper', price: 'log-ingestion', count: first.logBytes };
  return {
    timing,
    charges: [
      ...charges,
      log,
      { ...log, row: 'logs kept a month: sweeper', price: 'log-storage' } as const,
      { ...durationCharge(timing), row: 'Lambda time: sweeper' },
      { row: 'Lambda requests: sweeper', price: 'lambda-request', count: 1 } as const,
    ],
  };
}
