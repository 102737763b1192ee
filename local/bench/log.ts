import { setTimeout } from 'node:timers/promises';
import { busSource } from '../../functions/contract/bus-event.ts';
import { archiveRuleKey } from '../../functions/contract/rule-quota.ts';
import { burst, type Chain, oneAtATime } from './chain.ts';
import type { FloorClients } from './floor.ts';
import { neutralRule } from './neutral-subscriber.ts';
import { percentile, summary } from './percentiles.ts';
import { enableOnly } from './switched-rules.ts';

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
  const neutral = { busName, name: await neutralRule(clients, { busName, source: busSource }) };
  const log = { busName, name: `${busName}-${archiveRuleKey}` };
  const subscribed = { none: undefined, neutral, log };
  const subscribe = (subscriber: Subscriber) =>
    enableOnly(clients.events, [neutral, log], subscribed[subscriber]);
  const order: readonly Subscriber[] = ['none', 'neutral', 'log'];
  const latencies = new Map<Subscriber, number[]>(order.map((each) => [each, []]));
  const bursts = new Map<Subscriber, number[]>(order.map((each) => [each, []]));
  await burst(taibai, warmUp);
  // oxlint-disable no-await-in-loop -- one at a time is what is measured
  for (let round = 0; round < rounds; round += 1)
    for (const subscriber of order) {
      await subscribe(subscriber);
      for (let i = 0; i < singles; i += 1) {
        const began = performance.now();
        const [sample = Number.NaN] = await oneAtATime(taibai, 1);
        latencies.get(subscriber)?.push(sample);
        await setTimeout(Math.max(0, everySecond - (performance.now() - began)));
      }
      bursts.get(subscriber)?.push(await burst(taibai, size));
    }
  await subscribe('log');
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
