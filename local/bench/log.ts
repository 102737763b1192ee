import { randomUUID } from 'node:crypto';
import {
  DisableRuleCommand,
  EnableRuleCommand,
  type EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { setTimeout } from 'node:timers/promises';
import { archiveRuleKey } from '../../functions/contract/rule-quota.ts';
import { bundleSource } from './bundle-source.ts';
import { burst, type Chain, oneAtATime } from './chain.ts';
import { createFunction, type FloorClients, node } from './floor.ts';
import { percentile, summary } from './percentiles.ts';

/** What is measured: the log off, in its place a subscriber that does nothing, and the log on. */
type Subscriber = 'none' | 'neutral' | 'log';

export interface LogLoad {
  readonly warmUp: number;
  readonly rounds: number;
  /** Events of a round, one a second. */
  readonly singles: number;
  readonly burst: number;
}

const everySecond = 1000;
/** Events on their way when the subscriber changes would be another's. */
const settleMilliseconds = 3000;

const ignore = `export const handler = async () => console.log('{}');`;

/**
 * Measures what the log costs the way of an event: latency at one event a second, and bursts. The subscribers
 * alternate on one stack, so that other load affects them alike. The neutral one is the floor: a rule, a queue and
 * a Lambda that ignores its messages, on the same machine.
 */
export async function measureLogOnTheWay(
  taibai: Chain,
  { busName, clients }: { readonly busName: string; readonly clients: FloorClients },
  { warmUp, rounds, singles, burst: size }: LogLoad,
): Promise<void> {
  const rules = {
    neutral: await neutralRule(clients, busName),
    log: `${busName}-${archiveRuleKey}`,
  };
  const order: readonly Subscriber[] = ['none', 'neutral', 'log'];
  const latencies = new Map<Subscriber, number[]>(order.map((each) => [each, []]));
  const bursts = new Map<Subscriber, number[]>(order.map((each) => [each, []]));
  await burst(taibai, warmUp);
  // oxlint-disable no-await-in-loop -- one at a time is what is measured
  for (let round = 0; round < rounds; round += 1)
    for (const subscriber of order) {
      await subscribe(clients.events, { busName, rules, subscriber });
      for (let i = 0; i < singles; i += 1) {
        const began = performance.now();
        const [sample = Number.NaN] = await oneAtATime(taibai, 1);
        latencies.get(subscriber)?.push(sample);
        await setTimeout(Math.max(0, everySecond - (performance.now() - began)));
      }
      bursts.get(subscriber)?.push(await burst(taibai, size));
    }
  await subscribe(clients.events, { busName, rules, subscriber: 'log' });
  // oxlint-enable no-await-in-loop
  const median = (of: ReadonlyMap<Subscriber, number[]>, each: Subscriber): number =>
    percentile(of.get(each) ?? [], 50);
  for (const each of order)
    console.log(
      `${titles[each]}: one event a second, ${rounds * singles}: ${summary(latencies.get(each) ?? [])}; bursts of ${size}: ${median(bursts, each).toFixed(0)} events/s`,
    );
  console.log(
    `log on / off, p50: ${(median(latencies, 'log') / median(latencies, 'none')).toFixed(2)} (goal: 1.10)`,
  );
}

const titles: Readonly<Record<Subscriber, string>> = {
  none: 'log off',
  neutral: 'log off, neutral subscriber',
  log: 'log on',
};

async function subscribe(
  events: EventBridgeClient,
  {
    busName,
    rules,
    subscriber,
  }: {
    readonly busName: string;
    readonly rules: Readonly<Record<'neutral' | 'log', string>>;
    readonly subscriber: Subscriber;
  },
): Promise<void> {
  await Promise.all(
    (['neutral', 'log'] as const).map((each) => {
      const rule = { Name: rules[each], EventBusName: busName };
      return each === subscriber
        ? events.send(new EnableRuleCommand(rule))
        : events.send(new DisableRuleCommand(rule));
    }),
  );
  await setTimeout(settleMilliseconds);
}

/** A rule for all events, whose messages are received as the archiver's are, and ignored. */
async function neutralRule({ events, lambda, queues }: FloorClients, busName: string) {
  const name = `neutral-${randomUUID().slice(0, 8)}`;
  await queues.send(new CreateQueueCommand({ QueueName: name }));
  const queueArn = `arn:aws:sqs:us-east-1:000000000000:${name}`;
  const source = await bundleSource(ignore);
  await createFunction(lambda, { name, ...node, source, variables: {} });
  await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: name,
      EventSourceArn: queueArn,
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 2,
    }),
  );
  const rule = { Name: name, EventBusName: busName };
  await events.send(
    new PutRuleCommand({ ...rule, EventPattern: '{"source":["taibai"]}', State: 'DISABLED' }),
  );
  await events.send(
    new PutTargetsCommand({
      Rule: name,
      EventBusName: busName,
      Targets: [{ Id: 'queue', Arn: queueArn }],
    }),
  );
  return name;
}
