import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { LambdaName } from '../../functions/contract/environment.ts';
import type { HouseFunction } from './house-function.ts';
import type { HouseQueue } from './house-queue.ts';

/** The Lambdas that are told a queue of theirs. */
export type ConsumerName = Extract<
  LambdaName,
  'account-events' | 'evaluator' | 'executor' | 'notifier' | 'provisioner'
>;

export interface QueueConsumerProps {
  readonly consumer: HouseFunction<ConsumerName>;
  readonly source: HouseQueue;
  /** How many copies of the consumer may run at once. */
  readonly maxConcurrency: number;
}

/** SQS gives at most ten messages at once without waiting for more. */
const batchSize = 10;

/**
 * Feeds a Lambda from a queue, without delay; each message of a batch succeeds or fails for itself,
 * and the consumer says when one that failed comes again.
 */
export class QueueConsumer extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { consumer, source, maxConcurrency }: QueueConsumerProps,
  ) {
    super(scope, id);
    consumer.give('SOURCE_QUEUE_URL', source.postponing()).allow({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [source.queue.queueArn],
    });
    new EventSourceMapping(this, 'Source', {
      target: consumer.lambda,
      eventSourceArn: source.queue.queueArn,
      batchSize,
      maxConcurrency,
      reportBatchItemFailures: true,
    });
  }
}
