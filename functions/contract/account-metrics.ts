import * as z from 'zod';

/** The metrics of EC2 in CloudWatch that become measures of instances. */
export const accountMetricNames = [
  'CPUUtilization',
  'NetworkIn',
  'NetworkOut',
  'NetworkPacketsIn',
  'NetworkPacketsOut',
  'EBSReadBytes',
  'EBSWriteBytes',
  'EBSReadOps',
  'EBSWriteOps',
  'StatusCheckFailed',
] as const;
export type AccountMetricName = (typeof accountMetricNames)[number];

/** The prefix of the objects that Firehose writes. */
export const accountMetricsPrefix = 'cloudwatch';

/** A message of the queue `account-metrics`: S3's event, unchanged, of an object with a metric stream's updates. */
export const accountMetricsMessage = z.looseObject({
  detail: z.looseObject({ object: z.looseObject({ key: z.string().startsWith('cloudwatch/') }) }),
});
export type AccountMetricsMessage = z.infer<typeof accountMetricsMessage>;

/**
 * A line of such an object: an update of a metric stream in its format `json`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-formats-json.html
 */
export const metricUpdate = z.looseObject({
  account_id: z.string(),
  region: z.string(),
  namespace: z.string(),
  metric_name: z.string(),
  dimensions: z.record(z.string(), z.string()),
  /** The beginning of the period, in milliseconds since 1970. */
  timestamp: z.number(),
  value: z.looseObject({
    count: z.number(),
    sum: z.number(),
    max: z.number(),
    min: z.number(),
  }),
});
export type MetricUpdate = Readonly<z.infer<typeof metricUpdate>>;
