import { Validations } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { objects } from '../constructs/bucket.ts';
import type { HouseBus } from '../constructs/event-bus.ts';
import { HouseFunction } from '../constructs/house-function.ts';
import { DeadLetterQueue, HouseQueue } from '../constructs/house-queue.ts';
import type { House } from '../constructs/house.ts';
import { QueueConsumer } from '../constructs/queue-consumer.ts';
import type { Settings } from '../settings.ts';
import { telemetrySecret } from './events.ts';

const timeoutSeconds = 60;

/** What a broker hands over waits this long for others, so that they are carried together. */
const batchingSeconds = 1;

/** Events that come by themselves: from the account's default bus, from an Amazon MQ broker. Each only where a deployment asks for it. */
export class EventSources extends Construct {
  /** What AWS said on the default bus; where the deployment listens. */
  readonly accountEvents: HouseQueue | undefined;
  readonly #house: House;
  readonly #bus: HouseBus;

  constructor(scope: Construct, id: string, house: House, bus: HouseBus) {
    super(scope, id);
    this.#house = house;
    this.#bus = bus;
    const { accountEvents, messageBroker } = house.settings;
    this.accountEvents = accountEvents && this.#account(accountEvents);
    if (messageBroker) this.#broker(messageBroker);
  }

  #account({ projects, others }: NonNullable<Settings['accountEvents']>): HouseQueue {
    const { settings, state } = this.#house;
    const said = new HouseQueue(this, 'AccountEvents', {
      consumerTimeoutSeconds: timeoutSeconds,
      loses: 'What happens to instances of the account does not reach the alarms.',
      readOn: 'account-events-put-aside',
      operatorTopicArn: settings.operatorTopicArn,
    });
    const target = new SqsQueue(said.queue, { deadLetterQueue: said.deadLetters.queue });
    const ruleOf = (name: string, source: string, detailTypes?: readonly string[]) =>
      new Rule(this, name, {
        description: `Taibai: events of ${source} for the alarms`,
        eventPattern: { source: [source], ...(detailTypes && { detailType: [...detailTypes] }) },
        targets: [target],
      });
    ruleOf('Instances', 'aws.ec2', ['EC2 Instance State-change Notification']);
    others.forEach(({ source, detailTypes }, i) => ruleOf(`Others${i}`, source, detailTypes));
    const consumer = new HouseFunction(this, 'TakesAccountEvents', this.#house, {
      entry: 'account-events',
      description: 'Makes notifications of what AWS says on the default bus',
      memoryMegabytes: 512,
      timeoutSeconds,
    })
      .give('EVENT_BUS', this.#bus.publishing())
      .give('BUCKET', objects(state.bucket, { payloads: ['PutObject'] }))
      .tell('ACCOUNT_PROJECTS', JSON.stringify(projects));
    new QueueConsumer(this, 'Takes', { consumer, source: said, maxConcurrency: 2 });
    return said;
  }

  #broker(broker: NonNullable<Settings['messageBroker']>) {
    const { settings, state } = this.#house;
    const poison = new DeadLetterQueue(this, 'Poison', {
      loses: 'Messages of the broker that cannot be read do not reach the alarms.',
      readOn: 'poison-messages',
      operatorTopicArn: settings.operatorTopicArn,
    });
    Validations.of(poison).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue: the one of a broker outside.',
    });
    const consumer = new HouseFunction(this, 'Bridge', this.#house, {
      entry: 'bridge-mq',
      description: 'Carries notifications from an Amazon MQ broker to the bus',
      memoryMegabytes: 1024,
      timeoutSeconds,
    })
      .give('EVENT_BUS', this.#bus.publishing())
      .give('BUCKET', objects(state.bucket, { payloads: ['PutObject'] }))
      .give('POISON_QUEUE_URL', {
        value: poison.queue.queueUrl,
        grants: [{ actions: ['sqs:SendMessage'], resources: [poison.queue.queueArn] }],
      })
      .give('TELEMETRY_SECRET_ARN', telemetrySecret(settings))
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
          because: 'Lambda reaches the broker by interfaces that it makes in its network.',
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
  }
}
