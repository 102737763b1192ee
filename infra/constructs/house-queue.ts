import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Access } from './access.ts';
import { everyMinute, HouseAlarm } from './house-alarm.ts';

/** What a consumer gets to put its records' answers together after its time is over. */
const visibilityMarginSeconds = 10;

export interface HouseQueueProps {
  /** Of the one Lambda that consumes it: what it has taken stays hidden for that long. */
  readonly consumerTimeoutSeconds: number;
  /** Deliveries of a message before it is put aside. */
  readonly maximumReceives?: number;
  /** What a person loses when a message is put aside. */
  readonly loses: string;
  readonly readOn: string;
  readonly operatorTopicArn: string | undefined;
}

/** Encrypted, over TLS only, kept for as long as SQS can. */
const houseDefaults = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
  removalPolicy: RemovalPolicy.DESTROY,
};

/** A queue of work with its dead-letter queue, and an alarm that rings as soon as that one holds a message. */
export class HouseQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: HouseQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', props);
    this.queue = new Queue(this, 'Queue', {
      ...houseDefaults,
      visibilityTimeout: Duration.seconds(props.consumerTimeoutSeconds + visibilityMarginSeconds),
      deadLetterQueue: {
        queue: this.deadLetters.queue,
        maxReceiveCount: props.maximumReceives ?? 5,
      },
    });
  }

  /** To put messages on it. */
  sending(): Access {
    return {
      value: this.queue.queueUrl,
      grants: [{ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }],
    };
  }

  /** To hide a taken message for longer, or less long, than the queue would. */
  postponing(): Access {
    return {
      value: this.queue.queueUrl,
      grants: [{ actions: ['sqs:ChangeMessageVisibility'], resources: [this.queue.queueArn] }],
    };
  }
}

export type DeadLetterQueueProps = Pick<HouseQueueProps, 'loses' | 'readOn' | 'operatorTopicArn'>;

/** Where messages end that nobody could work on: they wait there for a person. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', houseDefaults);
    new HouseAlarm(this, 'NotEmpty', {
      ...props,
      metric: this.queue.metricApproximateNumberOfMessagesVisible(everyMinute),
    });
  }
}
