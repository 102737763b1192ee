import { boundsFor } from '../../functions/contract/concurrency.ts';
import { retryWait } from '../../functions/alarming/core/delivery/delivery-retry.ts';
import { backoffSeconds } from '../../functions/platform/aws/queue-consumer.ts';
import { percentile } from '../bench/percentiles.ts';
import { latencies, quotas } from './published.ts';
import { consumersAfter, serve, type Served } from './queue.ts';
import { arrivals, randomOf } from './random.ts';
import { sampler } from './sampled-latency.ts';
import type { Scenario } from './scenario.ts';

/** What becomes of an event of the sample: how many alarms it hits. */
export type SampledEvent = { readonly hits: number };

export interface Times {
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

export interface FlowFigures {
  readonly events: number;
  readonly hits: number;
  readonly actions: number;
  /** Milliseconds from sending an event to the first attempt of its action, by when it was sent. */
  readonly untilAction: {
    readonly steady: Times;
    readonly burst: Times;
    readonly outage: Times;
  };
  /** Seconds until the last of the actions whose receivers failed at first was delivered. */
  readonly untilRetried: { readonly p50: number; readonly p99: number };
  readonly evaluator: Served;
  readonly executor: Served;
  readonly notifier: Served;
  readonly peak: { readonly events: number; readonly messages: number; readonly actions: number };
}

const batch = 10;

/** The seconds of the outage in which every evaluation fails. */
const inOutage = ({ outage }: Scenario, milliseconds: number): boolean =>
  milliseconds >= outage.from * 1000 && milliseconds < (outage.from + outage.seconds) * 1000;

/** When an evaluation succeeds that is tried from this time on, by the consumer's own back-off. */
function evaluatedFrom(scenario: Scenario, at: number): number {
  let time = at;
  for (let deliveries = 1; inOutage(scenario, time); deliveries += 1)
    time += backoffSeconds(deliveries) * 1000;
  return time;
}

/** How many messages one evaluator takes in a second, in full batches: two reads, a transaction and a request each. */
export const evaluatedPerSecond = ({ milliseconds }: Scenario): number => {
  const waits = 2 * latencies.dynamoDb.p50 + latencies.transaction.p50 + latencies.request.p50;
  return (batch * 1000) / (waits + batch * milliseconds.evaluatorCpu);
};

/** Sends the scenario's events through a model of the services. */
export function flowOf(scenario: Scenario, sample: readonly SampledEvent[]): FlowFigures {
  const random = randomOf(scenario.seed);
  const draw = {
    bus: sampler(latencies.eventBridge, random),
    queue: sampler(latencies.sqs, random),
    read: sampler(latencies.dynamoDb, random),
    commit: sampler(latencies.transaction, random),
    request: sampler(latencies.request, random),
    invoke: sampler(latencies.invoke, random),
  };
  const evaluation = () => draw.read() * 2 + draw.commit() + draw.request();
  const [sent, reached, acts]: [number[], number[], boolean[]] = [[], [], []];
  const peak = { events: 0, messages: 0, actions: 0 };
  let events = 0;
  for (let second = 0; second < scenario.seconds; second += 1) {
    const isBurst =
      second >= scenario.burst.from && second < scenario.burst.from + scenario.burst.seconds;
    const count = arrivals(
      random,
      scenario.eventsPerSecond * (isBurst ? scenario.burst.factor : 1),
    );
    events += count;
    let [messages, actions] = [0, 0];
    for (let number = 0; number < count; number += 1) {
      const { hits } = sample[random.below(sample.length)] ?? { hits: 0 };
      if (hits === 0) continue;
      const at = (second + random.next()) * 1000;
      const arrival = at + draw.request() + draw.bus() + draw.queue();
      sent.push(at);
      reached.push(evaluatedFrom(scenario, arrival));
      acts.push(hits === 1);
      // Several alarms get a message each, which the first evaluation sends.
      for (let more = hits > 1 ? hits : 0; more > 0; more -= 1) {
        sent.push(at);
        reached.push(evaluatedFrom(scenario, arrival + evaluation() + draw.queue()));
        acts.push(true);
      }
      messages += hits === 1 ? 1 : hits + 1;
      actions += hits;
    }
    peak.events = Math.max(peak.events, count);
    peak.messages = Math.max(peak.messages, messages);
    peak.actions = Math.max(peak.actions, actions);
  }

  const bounds = boundsFor(quotas.lambdas.largest);
  const { milliseconds } = scenario;
  const evaluatorRate = evaluatedPerSecond(scenario);
  const evaluator = serve(
    Float64Array.from(reached),
    (second) => consumersAfter(second, bounds.hits) * evaluatorRate,
  );
  const lanes = { webhook: [] as number[], outside: [] as number[] };
  const origins = { webhook: [] as number[], outside: [] as number[] };
  for (const [place, at] of reached.entries()) {
    if (!acts[place]) continue;
    const done = at + (evaluator.waits[place] ?? 0) + evaluation() + milliseconds.evaluatorCpu;
    const lane = random.next() < scenario.webhookShare ? 'webhook' : 'outside';
    lanes[lane].push(done + draw.queue());
    origins[lane].push(sent[place] ?? 0);
  }
  const executorRate =
    (bounds.executionsPerExecutor * 1000) / (4 + 9 + 10 + 9 + milliseconds.userFunction);
  const notifierRate = (batch * 1000) / (4 + milliseconds.receiver + 9);
  const executor = serve(
    Float64Array.from(lanes.webhook),
    (second) => consumersAfter(second, bounds.executions) * executorRate,
  );
  const notifier = serve(
    Float64Array.from(lanes.outside),
    (second) => consumersAfter(second, bounds.deliveries) * notifierRate,
  );
  const sentAt = [...origins.webhook, ...origins.outside];
  const times = [
    ...lanes.webhook.map(
      (at, place) =>
        at +
        (executor.waits[place] ?? 0) +
        draw.read() +
        draw.commit() +
        draw.invoke() -
        (origins.webhook[place] ?? 0),
    ),
    ...lanes.outside.map(
      (at, place) =>
        at + (notifier.waits[place] ?? 0) + draw.read() - (origins.outside[place] ?? 0),
    ),
  ];
  const retried = Array.from(
    { length: Math.ceil(lanes.outside.length * scenario.failingReceivers) },
    () => {
      let seconds = 0;
      // Each attempt fails with the same chance as the first of a failing receiver: one in two.
      for (let attempt = 1; attempt === 1 || random.next() < 0.5; attempt += 1)
        seconds += retryWait(attempt, { jitter: random.next() }) ?? 0;
      return seconds;
    },
  );
  return {
    events,
    hits: reached.length,
    actions: times.length,
    untilAction: {
      steady: timesOf(times, sentAt, { from: 0, seconds: scenario.burst.from }),
      burst: timesOf(times, sentAt, scenario.burst),
      outage: timesOf(times, sentAt, scenario.outage),
    },
    untilRetried: { p50: percentile(retried, 50), p99: percentile(retried, 99) },
    evaluator,
    executor,
    notifier,
    peak,
  };
}

/** Of what was sent in these seconds. */
function timesOf(
  times: readonly number[],
  sentAt: readonly number[],
  { from, seconds }: { readonly from: number; readonly seconds: number },
): Times {
  const sorted = Float64Array.from(
    times.filter((_, place) => {
      const second = (sentAt[place] ?? 0) / 1000;
      return second >= from && second < from + seconds;
    }),
  ).toSorted();
  const at = (share: number): number =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), worst: at(1) };
}
