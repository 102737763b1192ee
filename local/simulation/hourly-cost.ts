import { dollarsFor } from '../bench/cost/prices.ts';
import type { FlowFigures } from './flow.ts';
import { latencies } from './published.ts';
import type { Sample } from './sample.ts';
import type { Scenario } from './scenario.ts';

const gigabyteOfEvaluatorAndIngest = 1;

/**
 * Dollars for the scenario, of what grows with events and actions: without user functions, logs, data out and what
 * stands idle. `npm run bench -- cost` meters one execution completely.
 */
export function costOf(scenario: Scenario, flow: FlowFigures, sample: Sample) {
  const { events, hits, actions } = flow;
  const requests = events / scenario.eventsPerRequest;
  const ingestSeconds =
    requests * ((latencies.dynamoDb.p50 + latencies.request.p50) / 1000) +
    (events * scenario.milliseconds.ingestCpu) / 1000;
  const evaluatorSeconds = hits * (0.025 / 2 + scenario.milliseconds.evaluatorCpu / 1000);
  const accepting =
    dollarsFor('http-api', requests) +
    dollarsFor('custom-event', events) +
    dollarsFor('lambda-request', requests) +
    dollarsFor('lambda-duration', ingestSeconds * gigabyteOfEvaluatorAndIngest) +
    dollarsFor('dynamodb-read', requests * sample.units);
  const deciding =
    dollarsFor('sqs-request', hits * 1.4) +
    dollarsFor('lambda-request', hits / 2) +
    dollarsFor('lambda-duration', evaluatorSeconds * gigabyteOfEvaluatorAndIngest) +
    dollarsFor('dynamodb-read', hits * 2) +
    dollarsFor('dynamodb-write', actions * 3);
  const acting =
    dollarsFor('sqs-request', actions * 1.4) +
    dollarsFor('lambda-request', actions * 1.1) +
    dollarsFor('dynamodb-write', actions * 2);
  /** Two wake-ups an event, and two reads of all sharers. */
  const before =
    dollarsFor('dynamodb-read', events * sample.unitsBefore) +
    dollarsFor('sqs-request', events * 2 * 1.4) +
    dollarsFor('lambda-request', events) +
    dollarsFor('lambda-duration', events * 2 * 0.02);
  return { accepting, deciding, acting, before };
}
