import type { MetricUpdate } from '../../../../functions/contract/account-metrics.ts';

/** An update as AWS documents it. */
export const anUpdate = (over: Partial<MetricUpdate> = {}): MetricUpdate => ({
  metric_stream_name: 'taibai',
  account_id: '123456789012',
  region: 'eu-west-1',
  namespace: 'AWS/EC2',
  metric_name: 'CPUUtilization',
  dimensions: { InstanceId: 'i-0123456789abcdef0' },
  timestamp: 1_795_773_600_000,
  value: { count: 5, sum: 125, min: 10, max: 40 },
  unit: 'Percent',
  ...over,
});

/** An object as Firehose writes it. */
export const objectOf = (updates: readonly object[]): string =>
  updates.map((update) => `${JSON.stringify(update)}\n`).join('');
