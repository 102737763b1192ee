import { type Charge, dollarsOf, summed } from './charge.ts';
import { minutes, type MeasureBill } from './measures.ts';
import type { DefaultDeployment } from './default-deployment.ts';
import { idlePollers, longPollsPerMonth, minutesPerMonth } from './month.ts';
import type { Timing } from './measured.ts';

/** What measures cost. */
export interface MeasureBills {
  readonly plain: MeasureBill;
  readonly watched: MeasureBill;
  /** One lane of 50 metrics, after 256 requests. */
  readonly compaction: { readonly charges: readonly Charge[]; readonly timing: Timing };
  /** What the deployment has for metrics and their alarms, and would not have without them. */
  readonly idle: readonly Charge[];
}

/** What a month without measures costs more than one of a deployment without metrics. */
export function metricsIdle(
  on: DefaultDeployment,
  off: DefaultDeployment,
  upkeep: readonly Charge[],
): readonly Charge[] {
  const bounded = on.mappings.bounded - off.mappings.bounded;
  const unbounded = on.mappings.all - off.mappings.all - bounded;
  const pollers = bounded * idlePollers.bounded + unbounded * idlePollers.unbounded;
  const runs = (on.scheduledRuns - off.scheduledRuns) * minutesPerMonth;
  return summed([
    { row: 'CloudWatch alarms', price: 'alarm-month', count: on.alarms - off.alarms },
    { row: 'SQS receives: idle pollers', price: 'sqs-request', count: pollers * longPollsPerMonth },
    {
      row: 'schedules',
      price: 'scheduler-invocation',
      count: runs,
    },
    ...upkeep.map((charge) => ({ ...charge, count: charge.count * runs })),
  ]);
}

const cloud = { instances: 10_000, meters: 30, samples: 50 };

/** What a cloud of 10,000 instances with 30 meters a minute costs a month. No alarm watches them. */
export function cloudMonth({ plain, compaction }: MeasureBills) {
  const posts = ((cloud.instances * cloud.meters) / cloud.samples) * minutesPerMonth;
  const [requests, stored, compacted] = [
    dollarsOf(plain.charges) * posts,
    dollarsOf(plain.stored) * posts,
    (dollarsOf(compaction.charges) * posts) / minutes,
  ];
  return { posts, requests, stored, compacted, total: requests + stored + compacted };
}
