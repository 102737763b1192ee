import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Access } from './access.ts';
import { type Consequence, OperatorAlarm, perMinute } from './operator-alarm.ts';

/**
 * What AWS recommends for a queue that Lambda consumes: a batch that was throttled, and counts as received,
 * may be tried again within that time.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const visibilityTimeouts = 6;

/**
 * How often a message is received before SQS puts it aside. With the consumers' backoff of up to a quarter of
 * an hour, that is after more than ten hours of failures. Messages that can never be processed do not wait
 * for that: the consumer puts them aside itself.
 */
const maximumReceives = 60;

export interface TaibaiQueueProps extends Consequence {
  /** The time-out of the Lambda that consumes the queue. */
  readonly consumerTimeoutSeconds: number;
  /** How long a received message stays hidden; six times the consumer's time-out by default. */
  readonly visibilitySeconds?: number;
  readonly maximumReceives?: number;
  /** What users lose while messages wait for too long. */
  readonly waitingImpact: string;
  /** How old the oldest message may be before the alarm for it goes off; a quarter of an hour by default. */
  readonly oldestSeconds?: number;
}

const oldestSecondsByDefault = 900;

/** Encrypted, TLS only, with the longest retention that SQS offers. */
const queueDefaults = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
  removalPolicy: RemovalPolicy.DESTROY,
};

/**
 * A work queue with its dead-letter queue. The operator's alarms go off when messages wait for too long, and
 * when one is put aside.
 */
export class TaibaiQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: TaibaiQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', props);
    this.queue = new Queue(this, 'Queue', {
      ...queueDefaults,
      visibilityTimeout: Duration.seconds(
        props.visibilitySeconds ?? visibilityTimeouts * props.consumerTimeoutSeconds,
      ),
      deadLetterQueue: {
        queue: this.deadLetters.queue,
        maxReceiveCount: props.maximumReceives ?? maximumReceives,
      },
    });
    this.#watchAge(props);
  }

  #watchAge({ operatorTopicArn, waitingImpact, oldestSeconds }: TaibaiQueueProps): void {
    new OperatorAlarm(this, 'Old', {
      impact: waitingImpact,
      runbookSection: 'old-messages',
      operatorTopicArn,
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: oldestSeconds ?? oldestSecondsByDefault,
    });
  }

  sending(): Access {
    return sendingTo(this.queue);
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

  sending(): Access {
    return sendingTo(this.queue);
  }
}

/** Allows looking at messages, and deleting them. */
export const emptyingQueue = ({ queueUrl, queueArn }: Queue): Access => ({
  value: queueUrl,
  grants: [
    {
      actions: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:GetQueueAttributes',
      ],
      resources: [queueArn],
    },
  ],
});

/** Allows sending messages. */
export const sendingTo = ({ queueUrl, queueArn }: Queue): Access => ({
  value: queueUrl,
  grants: [{ actions: ['sqs:SendMessage'], resources: [queueArn] }],
});
