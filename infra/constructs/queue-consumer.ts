import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { LambdaName } from '../../functions/contract/environment.ts';
import type { TaibaiFunction } from './function.ts';
import type { TaibaiQueue } from './queue.ts';

/** The Lambdas that consume a queue. */
export type ConsumerName = Extract<
  LambdaName,
  | 'account-events'
  | 'account-metrics'
  | 'archiver'
  | 'backtester'
  | 'replayer'
  | 'evaluator'
  | 'executor'
  | 'looker'
  | 'notifier'
  | 'provisioner'
>;

export interface QueueConsumerProps {
  readonly consumer: TaibaiFunction<ConsumerName>;
  readonly source: TaibaiQueue;
  /** How many instances of the consumer may run at once. */
  readonly maxConcurrency: number;
  readonly batchSize?: number;
  /** How long Lambda waits for more messages; a batch of more than ten needs such a window. */
  readonly batchingSeconds?: number;
}

/** The most that SQS delivers at once without a batching window. */
const largestBatch = 10;

/**
 * Connects a queue to the Lambda that consumes it, usually without a batching window. Messages of a batch fail
 * individually: the consumer sets when a failed one becomes visible again, and puts aside what it can
 * never process.
 */
export class QueueConsumer extends Construct {
  constructor(
    scope: Construct,
    id: string,
    {
      consumer,
      source,
      maxConcurrency,
      batchSize = largestBatch,
      batchingSeconds,
    }: QueueConsumerProps,
  ) {
    super(scope, id);
    consumer
      .grant('SOURCE_QUEUE_URL', source.changingVisibility())
      .grant('DEAD_LETTER_QUEUE_URL', source.deadLetters.sending())
      .allow({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resources: [source.queue.queueArn],
      });
    new EventSourceMapping(this, 'Source', {
      target: consumer.lambda,
      eventSourceArn: source.queue.queueArn,
      batchSize,
      ...(batchingSeconds !== undefined && {
        maxBatchingWindow: Duration.seconds(batchingSeconds),
      }),
      maxConcurrency,
      reportBatchItemFailures: true,
    });
  }
}
