import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Access } from './access.ts';
import { type Consequence, OperatorAlarm, perMinute } from './operator-alarm.ts';

/** Added to the consumer's time-out, so that it can still report the outcome of its batch. */
const visibilityMarginSeconds = 10;

export interface TaibaiQueueProps extends Consequence {
  /** The time-out of the Lambda that consumes the queue; a received message stays hidden for longer than that. */
  readonly consumerTimeoutSeconds: number;
  /** How often a message is received before it goes to the dead-letter queue. */
  readonly maximumReceives?: number;
}

/** Encrypted, TLS only, with the longest retention that SQS offers. */
const queueDefaults = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
  removalPolicy: RemovalPolicy.DESTROY,
};

/** A work queue with its dead-letter queue; the operator's alarm goes off when the latter holds a message. */
export class TaibaiQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: TaibaiQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', props);
    this.queue = new Queue(this, 'Queue', {
      ...queueDefaults,
      visibilityTimeout: Duration.seconds(props.consumerTimeoutSeconds + visibilityMarginSeconds),
      deadLetterQueue: {
        queue: this.deadLetters.queue,
        maxReceiveCount: props.maximumReceives ?? 5,
      },
    });
  }

  sending(): Access {
    return {
      value: this.queue.queueUrl,
      grants: [{ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }],
    };
  }

  /** Allows the consumer to change when a received message becomes visible again. */
  changingVisibility(): Access {
    return {
      value: this.queue.queueUrl,
      grants: [{ actions: ['sqs:ChangeMessageVisibility'], resources: [this.queue.queueArn] }],
    };
  }
}

/** Holds messages that could not be processed until the operator deals with them. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: Consequence) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', queueDefaults);
    new OperatorAlarm(this, 'NotEmpty', {
      impact: props.impact,
      runbookSection: props.runbookSection,
      operatorTopicArn: props.operatorTopicArn,
      metric: this.queue.metricApproximateNumberOfMessagesVisible(perMinute),
    });
  }
}
