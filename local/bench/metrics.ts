import type { SQSClient } from '@aws-sdk/client-sqs';
import type { LocalStack } from '../stack.ts';
import { logIn } from '../session.ts';
import { type AlarmBench, createOthers, measureAlarms, settled } from './metrics/alarms.ts';
import type { Gnocchi } from './metrics/gnocchi.ts';
import { measurePosts, postLines, type PostLoad } from './metrics/posts.ts';
import { startReceiver } from './metrics/receiver.ts';
import { startReference } from './metrics/reference.ts';
import { areEmpty } from './queue-depth.ts';

export interface MetricsLoad extends PostLoad {
  /** Alarms that fire, one after the other. */
  readonly samples: number;
  /** Alarms on other metrics. */
  readonly others: number;
}

export const metricsLoad: MetricsLoad = {
  known: 100,
  first: 5,
  burst: 40,
  points: 1000,
  reads: 20,
  samples: 40,
  others: 1000,
};

/** Enough to see that the benchmark works. */
export const smallMetricsLoad: MetricsLoad = {
  ...metricsLoad,
  known: 20,
  first: 2,
  reads: 5,
  samples: 8,
  others: 100,
};

/** The same with one API worker, on another day, for a machine that cannot run Gnocchi. */
const recorded =
  'Gnocchi 4.7.1 does not run here (no PostgreSQL). Recorded elsewhere, one worker on two busy cores: a POST of 50 known samples p50 77 to 122 ms, alone 28 ms; 2,000 measures visible after 24.7 to 28.1 s';

/**
 * Measures requests of measures beside a real Gnocchi, in turn, and the time from a measure to the notification of
 * its alarm beside that of an event.
 */
export async function measureMetrics(
  { url, outputs }: Pick<LocalStack, 'url' | 'outputs'>,
  {
    user,
    queues,
    load,
  }: { readonly user: string; readonly queues: SQSClient; readonly load: MetricsLoad },
): Promise<void> {
  const owner = await logIn(url, user);
  const taibai: Gnocchi = {
    name: 'Taibai',
    url: `${url}/metric`,
    headers: { 'x-auth-token': owner.token },
  };
  const reference = await startReference();
  if (!reference) console.log(recorded);
  try {
    const all = reference ? [taibai, reference.gnocchi] : [taibai];
    for (const figures of await measurePosts(all, load))
      for (const line of postLines(figures, load)) console.log(line);
  } finally {
    await reference?.stop();
  }
  const receiver = await startReceiver();
  const { LooksQueueUrl = '', DeliveriesQueueUrl = '', HitsQueueUrl = '' } = outputs;
  const bench: AlarmBench = {
    owner,
    gnocchi: taibai,
    receiver,
    idle: () => areEmpty(queues, [LooksQueueUrl, DeliveriesQueueUrl, HitsQueueUrl]),
  };
  const { samples, others } = load;
  const few = await measureAlarms(bench, { name: 'few alarms', samples });
  for (const line of few) console.log(line);
  await createOthers(bench, others);
  await settled(bench);
  const many = await measureAlarms(bench, { name: `${others} other alarms`, samples });
  for (const line of many) console.log(line);
  receiver.close();
}
