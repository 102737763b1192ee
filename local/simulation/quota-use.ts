import { boundsFor } from '../../functions/contract/concurrency.ts';
import { evaluatedPerSecond, type FlowFigures } from './flow.ts';
import { latencies, type QuotaName, quotas } from './published.ts';
import type { Sample } from './sample.ts';
import type { Scenario } from './scenario.ts';

export interface QuotaUse {
  readonly name: string;
  readonly needed: number;
  readonly largest: number;
  readonly smallest: number;
  readonly raise: string;
}

/** What a deployment's own settings allow by default. */
const eventRequestsPerSecond = 500;
/** Write units of a firing and its execution (decision 0012), in about equal parts in two tables. */
const writeUnits = 5;
/** The shards of a project's history. */
const historyShards = 4;

const raises: Readonly<Record<QuotaName, string>> = {
  putEvents: "the quota, or another region's default",
  invocations: 'the quota',
  lambdas: 'the quota; the setting concurrency.account follows',
  lambdaRequests: 'the quota of concurrent executions: it is ten times that',
  httpApi: 'the quota',
  tableReads: 'the quota of the table',
  tableWrites: 'the quota of the table',
  keyReads: 'nothing: senders put several events in a request',
  keyWrites: 'nothing: the alarms of the project in several projects',
};

/** What the busiest second takes of each quota, the scarcest first (in the largest regions). */
export function quotaUses(
  scenario: Scenario,
  flow: FlowFigures,
  sample: Sample,
): readonly QuotaUse[] {
  const { peak } = flow;
  const { milliseconds, eventsPerRequest } = scenario;
  const requests = peak.events / eventsPerRequest;
  const bounds = boundsFor(quotas.lambdas.largest);
  const ingestSeconds =
    (latencies.dynamoDb.p50 * 2 +
      latencies.request.p50 +
      eventsPerRequest * milliseconds.ingestCpu) /
    1000;
  const functions = peak.actions * scenario.webhookShare * (milliseconds.userFunction / 1000);
  const readsPerEvent = 1 / eventsPerRequest;
  const needed: Readonly<Record<QuotaName, number>> = {
    putEvents: peak.events,
    invocations: peak.messages,
    lambdas:
      requests * ingestSeconds + bounds.hits + bounds.executions + bounds.deliveries + functions,
    lambdaRequests: requests + peak.actions * scenario.webhookShare,
    httpApi: requests,
    tableReads: requests * sample.units + peak.messages * 2,
    tableWrites: (peak.actions * writeUnits) / 2,
    keyReads: (peak.events * readsPerEvent + peak.messages / 10) * sample.busiest,
    keyWrites: (peak.actions * sample.busiest) / historyShards,
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are the names
  const names = Object.keys(quotas) as readonly QuotaName[];
  const uses = names.map((name) => ({
    ...quotas[name],
    needed: needed[name],
    raise: raises[name],
  }));
  const own = {
    name: "Taibai's own throttle of POST /events",
    needed: requests,
    largest: eventRequestsPerSecond,
    smallest: eventRequestsPerSecond,
    raise: 'the setting throttles.others.rate, or more events in a request',
  };
  const evaluators = {
    name: "messages that the deployment's evaluators take",
    needed: peak.messages,
    largest: Math.round(bounds.hits * evaluatedPerSecond(scenario)),
    smallest: Math.round(bounds.hits * evaluatedPerSecond(scenario)),
    raise: 'the setting concurrency.hits',
  };
  return [own, evaluators, ...uses].toSorted(
    (left, right) => right.needed / right.largest - left.needed / left.largest,
  );
}
