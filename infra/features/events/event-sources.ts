import { Validations } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { objects } from '../../constructs/bucket.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import { QueueConsumer } from '../../constructs/queue-consumer.ts';
import { DeadLetterQueue, TaibaiQueue } from '../../constructs/queue.ts';
import type { Settings } from '../../settings.ts';
import type { FeatureContext } from '../context.ts';
import type { TaibaiBus } from './event-bus.ts';
import { telemetrySecret } from './telemetry-secret.ts';

const timeoutSeconds = 60;

/** How long Lambda waits for more of the broker's messages before it delivers a batch. */
const batchingSeconds = 1;

/** Sources that Taibai reads from, if the settings ask for them: the account's default bus and an Amazon MQ broker. */
export class EventSources extends Construct {
  /** AWS's own events from the default bus. */
  readonly accountEvents: TaibaiQueue | undefined;
  /** Messages of an Amazon MQ broker that can never be read. */
  readonly poison: DeadLetterQueue | undefined;
  readonly #context: FeatureContext;
  readonly #bus: TaibaiBus;

  constructor(scope: Construct, id: string, context: FeatureContext, bus: TaibaiBus) {
    super(scope, id);
    this.#context = context;
    this.#bus = bus;
    const { accountEvents, messageBroker } = context.settings;
    this.accountEvents = accountEvents && this.#account(accountEvents);
    this.poison = messageBroker && this.#broker(messageBroker);
  }

  #account({ projects, others }: NonNullable<Settings['accountEvents']>): TaibaiQueue {
    const { settings, state } = this.#context;
    const source = new TaibaiQueue(this, 'AccountEvents', {
      consumerTimeoutSeconds: timeoutSeconds,
      impact: "Events of the account's instances do not reach the alarms.",
      waitingImpact: "Events of the account's instances reach the alarms late.",
      runbookSection: 'account-events-put-aside',
      operatorTopicArn: settings.operatorTopicArn,
    });
    const target = new SqsQueue(source.queue, { deadLetterQueue: source.deadLetters.queue });
    const addRule = (name: string, eventSource: string, detailTypes?: readonly string[]) =>
      new Rule(this, name, {
        description: `Taibai: events of ${eventSource} for the alarms`,
        eventPattern: {
          source: [eventSource],
          ...(detailTypes && { detailType: [...detailTypes] }),
        },
        targets: [target],
      });
    addRule('Instances', 'aws.ec2', ['EC2 Instance State-change Notification']);
    others.forEach((other, i) => addRule(`Others${i}`, other.source, other.detailTypes));
    const consumer = new TaibaiFunction(this, 'TakesAccountEvents', this.#context, {
      entry: 'account-events',
      description: "Turns AWS's events on the default bus into notifications",
      memoryMegabytes: 512,
      timeoutSeconds,
    })
      .grant('EVENT_BUS', this.#bus.publishing())
      .grant('BUCKET', objects(state.bucket, { payloads: ['PutObject'] }))
      .set('ACCOUNT_PROJECTS', JSON.stringify(projects));
    new QueueConsumer(this, 'Takes', { consumer, source, maxConcurrency: 2 });
    return source;
  }

  #broker(broker: NonNullable<Settings['messageBroker']>): DeadLetterQueue {
    const { settings, state } = this.#context;
    const poison = new DeadLetterQueue(this, 'Poison', {
      impact: 'Broker messages that cannot be parsed do not reach the alarms.',
      runbookSection: 'poison-messages',
      operatorTopicArn: settings.operatorTopicArn,
    });
    Validations.of(poison).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is the dead-letter queue of an external broker.',
    });
    const consumer = new TaibaiFunction(this, 'Bridge', this.#context, {
      entry: 'bridge-mq',
      description: 'Forwards notifications from an Amazon MQ broker to the bus',
      memoryMegabytes: 1024,
      timeoutSeconds,
    })
      .grant('EVENT_BUS', this.#bus.publishing())
      .grant('BUCKET', objects(state.bucket, { payloads: ['PutObject'] }))
      .grant('POISON_QUEUE_URL', poison.sending())
      .grant('TELEMETRY_SECRET_ARN', telemetrySecret(settings))
      .allow(
        { actions: ['mq:DescribeBroker'], resources: [broker.arn] },
        { actions: ['secretsmanager:GetSecretValue'], resources: [broker.credentialsSecretArn] },
        {
          actions: [
            'ec2:CreateNetworkInterface',
            'ec2:DeleteNetworkInterface',
            'ec2:DescribeNetworkInterfaces',
            'ec2:DescribeSecurityGroups',
            'ec2:DescribeSubnets',
            'ec2:DescribeVpcs',
          ],
          resources: ['*'],
          because: "Lambda creates network interfaces in the broker's network to reach it.",
        },
      );
    new CfnEventSourceMapping(this, 'Messages', {
      functionName: consumer.lambda.functionArn,
      eventSourceArn: broker.arn,
      queues: [broker.queue],
      batchSize: 100,
      maximumBatchingWindowInSeconds: batchingSeconds,
      sourceAccessConfigurations: [
        { type: 'BASIC_AUTH', uri: broker.credentialsSecretArn },
        { type: 'VIRTUAL_HOST', uri: broker.virtualHost },
      ],
    });
    return poison;
  }
}
