/** What AWS asks for something. */
interface Price {
  readonly dollars: number;
  /** How many units the dollars buy: bytes where they buy gigabytes. */
  readonly per: number;
  /** What the dollars buy, in words. */
  readonly unit: string;
  /** Month for which a second source confirmed the price; undated where only the list itself was known. */
  readonly asOf: string;
  readonly source: string;
}

const million = 1_000_000;

/**
 * List prices of US East (N. Virginia), first tier, without the free tier. The order is that of the
 * printed table.
 */
export const prices = {
  'http-api': {
    dollars: 1,
    per: million,
    unit: 'a million requests of 512 KB',
    asOf: '2026',
    source: 'https://aws.amazon.com/api-gateway/pricing/',
  },
  'custom-event': {
    dollars: 1,
    per: million,
    unit: 'a million events of 64 KB',
    asOf: '2026-06',
    source: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  /** To a target in the same account. */
  'rule-delivery': {
    dollars: 0,
    per: million,
    unit: 'a million deliveries',
    asOf: '2026-03',
    source: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  'sqs-request': {
    dollars: 0.4,
    per: million,
    unit: 'a million requests of 64 KB',
    asOf: '2026-06',
    source: 'https://aws.amazon.com/sqs/pricing/',
  },
  /** On top of the request: fair queues, which a message group on a standard queue asks for. */
  'sqs-fair-request': {
    dollars: 0.1,
    per: million,
    unit: 'a million requests of 64 KB',
    asOf: '2026-03',
    source: 'https://aws.amazon.com/sqs/pricing/',
  },
  'lambda-request': {
    dollars: 0.2,
    per: million,
    unit: 'a million requests',
    asOf: '2026-03',
    source: 'https://aws.amazon.com/lambda/pricing/',
  },
  'lambda-duration': {
    dollars: 13.3334,
    per: million,
    unit: 'a million GB-seconds (Arm)',
    asOf: '2026-03',
    source: 'https://aws.amazon.com/lambda/pricing/',
  },
  'dynamodb-write': {
    dollars: 0.625,
    per: million,
    unit: 'a million units',
    asOf: '2025-07',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  'dynamodb-read': {
    dollars: 0.125,
    per: million,
    unit: 'a million units',
    asOf: '2025-07',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  'dynamodb-storage': {
    dollars: 0.25,
    per: 1,
    unit: 'a GB and month',
    asOf: '2025-07',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  'point-in-time-recovery': {
    dollars: 0.2,
    per: 1,
    unit: 'a GB and month',
    asOf: '2025-07',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  's3-put': {
    dollars: 5,
    per: million,
    unit: 'a million PUTs',
    asOf: 'undated',
    source: 'https://aws.amazon.com/s3/pricing/',
  },
  's3-get': {
    dollars: 0.4,
    per: million,
    unit: 'a million GETs',
    asOf: 'undated',
    source: 'https://aws.amazon.com/s3/pricing/',
  },
  'kms-request': {
    dollars: 3,
    per: million,
    unit: 'a million requests',
    asOf: '2026-06',
    source: 'https://aws.amazon.com/kms/pricing/',
  },
  'secret-month': {
    dollars: 0.4,
    per: 1,
    unit: 'a secret',
    asOf: 'undated',
    source: 'https://aws.amazon.com/secrets-manager/pricing/',
  },
  'secret-request': {
    dollars: 5,
    per: million,
    unit: 'a million requests',
    asOf: 'undated',
    source: 'https://aws.amazon.com/secrets-manager/pricing/',
  },
  'log-ingestion': {
    dollars: 0.5,
    per: 1e9,
    unit: 'a GB',
    asOf: '2026-02',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  'log-storage': {
    dollars: 0.03,
    per: 1e9,
    unit: 'a GB and month',
    asOf: '2026-02',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  'alarm-month': {
    dollars: 0.1,
    per: 1,
    unit: 'an alarm',
    asOf: '2026-02',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  'scheduler-invocation': {
    dollars: 1,
    per: million,
    unit: 'a million invocations',
    asOf: '2026-03',
    source: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  'data-out': {
    dollars: 0.09,
    per: 1e9,
    unit: 'a GB',
    asOf: 'undated',
    source: 'https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer',
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof prices;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are the names
export const priceNames = Object.keys(prices) as readonly PriceName[];

export const dollarsFor = (price: PriceName, count: number): number =>
  (count * prices[price].dollars) / prices[price].per;
