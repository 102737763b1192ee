import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { CfnMetricStream, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Construct } from 'constructs';
import { accountMetricsPrefix } from '../../../functions/contract/account-metrics.ts';
import { allow } from '../../constructs/access.ts';
import { objects } from '../../constructs/bucket.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import { OperatorAlarm } from '../../constructs/operator-alarm.ts';
import { QueueConsumer } from '../../constructs/queue-consumer.ts';
import { TaibaiQueue } from '../../constructs/queue.ts';
import { readingMany, rows, writing } from '../../constructs/table.ts';
import type { Settings } from '../../settings.ts';
import type { FeatureContext } from '../context.ts';

const timeoutSeconds = 60;
/** Firehose writes an object after so many seconds or megabytes. An object is handled by one run of the Lambda. */
const buffering = { intervalInSeconds: 60, sizeInMBs: 1 };
/** How late Firehose may be before the operator is told. */
const latestSeconds = 900;

/**
 * What CloudWatch says of EC2 instances: a metric stream, which Firehose writes to the bucket, and a Lambda that makes
 * measures of each object. S3 tells the Lambda's queue of objects by the account's default bus.
 */
export class AccountMetrics extends Construct {
  readonly queue: TaibaiQueue;

  constructor(
    scope: Construct,
    id: string,
    context: FeatureContext,
    {
      accountMetrics,
      looks,
    }: {
      readonly accountMetrics: NonNullable<Settings['accountMetrics']>;
      readonly looks: TaibaiQueue | undefined;
    },
  ) {
    super(scope, id);
    const { settings, state } = context;
    const { operatorTopicArn } = settings;
    this.#stream(context, accountMetrics.metrics);
    this.queue = new TaibaiQueue(this, 'Objects', {
      consumerTimeoutSeconds: timeoutSeconds,
      impact: 'Measures of EC2 instances are missing.',
      waitingImpact: 'Measures of EC2 instances come late.',
      runbookSection: 'account-metrics-put-aside',
      operatorTopicArn,
    });
    new Rule(this, 'Written', {
      description: "Taibai: objects with CloudWatch's metrics",
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [state.bucket.name] },
          object: { key: [{ prefix: `${accountMetricsPrefix}/updates/` }] },
        },
      },
      targets: [new SqsQueue(this.queue.queue, { deadLetterQueue: this.queue.deadLetters.queue })],
    });
    const consumer = new TaibaiFunction(this, 'Takes', context, {
      entry: 'account-metrics',
      description: "Makes measures of CloudWatch's metrics of EC2 instances",
      memoryMegabytes: 1024,
      timeoutSeconds,
    })
      .grant(
        'METRIC_INDEX_TABLE',
        rows(state.metricIndex, [...readingMany, ...writing, 'DeleteItem', 'BatchWriteItem']),
      )
      .grant('MEASURES_TABLE', rows(state.measures, [...readingMany, ...writing, 'BatchWriteItem']))
      .grant('BUCKET', objects(state.bucket, { [accountMetricsPrefix]: ['GetObject'] }))
      .grant('LOOKS_QUEUE_URL', looks?.sending() ?? { value: '', grants: [] })
      .set('ACCOUNT_PROJECTS', JSON.stringify(accountMetrics.projects));
    new QueueConsumer(this, 'From', { consumer, source: this.queue, maxConcurrency: 2 });
  }

  #stream({ settings, state }: FeatureContext, metricNames: readonly string[]): void {
    const account = { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } };
    const writer = new Role(this, 'Writer', {
      assumedBy: new ServicePrincipal('firehose.amazonaws.com', account),
      description: `Permissions of Firehose in ${Stack.of(this).stackName}`,
    });
    for (const grant of objects(state.bucket, { [accountMetricsPrefix]: ['PutObject'] }).grants)
      allow(writer, grant);
    allow(writer, {
      actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      resources: [state.bucket.arn],
    });
    const delivery = new CfnDeliveryStream(this, 'Delivery', {
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: { keyType: 'AWS_OWNED_CMK' },
      extendedS3DestinationConfiguration: {
        bucketArn: state.bucket.arn,
        roleArn: writer.roleArn,
        prefix: `${accountMetricsPrefix}/updates/`,
        errorOutputPrefix: `${accountMetricsPrefix}/errors/`,
        bufferingHints: buffering,
        compressionFormat: 'UNCOMPRESSED',
      },
    });
    delivery.node.addDependency(writer);
    const sender = new Role(this, 'Sender', {
      assumedBy: new ServicePrincipal('streams.metrics.cloudwatch.amazonaws.com', account),
      description: `Permissions of the metric stream of ${Stack.of(this).stackName}`,
    });
    allow(sender, {
      actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
      resources: [delivery.attrArn],
    });
    const stream = new CfnMetricStream(this, 'Stream', {
      firehoseArn: delivery.attrArn,
      roleArn: sender.roleArn,
      outputFormat: 'json',
      includeFilters: [{ namespace: 'AWS/EC2', metricNames: [...metricNames] }],
    });
    stream.node.addDependency(sender);
    new OperatorAlarm(this, 'Late', {
      impact: 'Measures of EC2 instances come late.',
      runbookSection: 'account-metrics-put-aside',
      operatorTopicArn: settings.operatorTopicArn,
      metric: new Metric({
        namespace: 'AWS/Firehose',
        metricName: 'DeliveryToS3.DataFreshness',
        dimensionsMap: { DeliveryStreamName: delivery.ref },
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: latestSeconds,
    });
  }
}
