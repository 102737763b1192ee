/**
 * What AWS or others have published about its services, in US East where regions differ. The simulation rests on
 * these numbers; none was measured for Taibai.
 */

/** Milliseconds, as median and 99th percentile. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

export const latencies = {
  /** From `PutEvents` to a target, 2023; AWS has reported less since (p90 about 80 ms). */
  eventBridge: { p50: 148, p99: 387 },
  /** From a message's sending to its consumer's start. */
  sqs: { p50: 16, p99: 105 },
  /** One request to DynamoDB: "single-digit milliseconds". */
  dynamoDb: { p50: 4, p99: 12 },
  transaction: { p50: 9, p99: 25 },
  /** API Gateway's HTTP API, without its integration. */
  httpApi: { p50: 10, p99: 30 },
  /** `PutEvents`, `SendMessage`. */
  request: { p50: 8, p99: 30 },
  /** Init of a Node Lambda. */
  coldStart: { p50: 116, p99: 400 },
  /** `Invoke` of a warm function. */
  invoke: { p50: 10, p99: 40 },
} as const satisfies Readonly<Record<string, Latency>>;

/** Quotas a region, per second where they are rates. */
export const quotas = {
  putEvents: { largest: 10_000, smallest: 400, name: 'EventBridge: PutEvents entries' },
  invocations: { largest: 18_750, smallest: 750, name: 'EventBridge: invocations of targets' },
  lambdas: { largest: 1000, smallest: 1000, name: 'Lambda: concurrent executions' },
  lambdaRequests: { largest: 10_000, smallest: 10_000, name: 'Lambda: synchronous invocations' },
  httpApi: { largest: 10_000, smallest: 10_000, name: 'API Gateway: requests' },
  tableReads: { largest: 40_000, smallest: 40_000, name: 'DynamoDB: read units of a table' },
  tableWrites: { largest: 40_000, smallest: 40_000, name: 'DynamoDB: write units of a table' },
  keyReads: { largest: 3000, smallest: 3000, name: 'DynamoDB: read units of one partition' },
  keyWrites: { largest: 1000, smallest: 1000, name: 'DynamoDB: write units of one partition' },
} as const;

export type QuotaName = keyof typeof quotas;

/** Calls of `PutRule` and of `PutTargets` a second. AWS publishes no number: an assumption, to be verified. */
export const ruleCallsPerSecond = 50;

/** Reads are served from new containers for this long before Lambda recycles them: an assumption. */
export const containerHours = 2;
