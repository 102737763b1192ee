import { Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { byId, byKind } from '../../functions/contract/tables.ts';
import { objects } from '../constructs/bucket.ts';
import type { HouseBus } from '../constructs/event-bus.ts';
import { HouseFunction } from '../constructs/house-function.ts';
import { DeadLetterQueue, HouseQueue } from '../constructs/house-queue.ts';
import type { House } from '../constructs/house.ts';
import { QueueConsumer } from '../constructs/queue-consumer.ts';
import { secret } from '../constructs/secret.ts';
import { reading, readingMany, rows, writing } from '../constructs/table.ts';

const evaluatorTimeoutSeconds = 30;
/** Several addresses in turn, each of which may keep us waiting. */
const notifierTimeoutSeconds = 120;

/** Aodh v2: alarms, the decisions on them, and what is told to the outside. */
export class Alarming extends Construct {
  /** What the bus's rules matched. */
  readonly hits: HouseQueue;
  /** What they matched and could not put on `hits`. */
  readonly undelivered: DeadLetterQueue;
  readonly deliveries: HouseQueue;
  readonly #house: House;
  readonly #bus: HouseBus;

  constructor(
    scope: Construct,
    id: string,
    house: House,
    { bus, executions }: { readonly bus: HouseBus; readonly executions: HouseQueue },
  ) {
    super(scope, id);
    this.#house = house;
    this.#bus = bus;
    const { operatorTopicArn } = house.settings;
    this.hits = new HouseQueue(this, 'Hits', {
      consumerTimeoutSeconds: evaluatorTimeoutSeconds,
      loses: 'Events that match an alarm do not reach it.',
      readOn: 'hits-put-aside',
      operatorTopicArn,
    });
    this.undelivered = new DeadLetterQueue(this, 'UndeliveredHits', {
      loses: 'Events that match an alarm do not even reach its queue.',
      readOn: 'undelivered-hits',
      operatorTopicArn,
    });
    Validations.of(this.undelivered).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue: the one of the rules that users make.',
    });
    this.deliveries = new HouseQueue(this, 'Deliveries', {
      consumerTimeoutSeconds: notifierTimeoutSeconds,
      loses: 'Actions of alarms are not delivered to addresses outside.',
      readOn: 'deliveries-put-aside',
      operatorTopicArn,
    });
    bus.feeds(this.hits.queue);
    bus.feeds(this.undelivered.queue);
    this.#api();
    this.#evaluator(executions);
    this.#notifier();
  }

  #api() {
    const { settings, state, publicUrl, api, gate } = this.#house;
    const aodh = new HouseFunction(this, 'Aodh', this.#house, {
      entry: 'alarming',
      description: 'Aodh v2: alarms and their history',
      memoryMegabytes: 1024,
      timeoutSeconds: 29,
    })
      .give(
        'ALARMS_TABLE',
        rows(state.alarms, [...readingMany, ...writing, 'DeleteItem'], [byId, byKind]),
      )
      .give('BUCKET', objects(state.bucket, { responses: ['GetObject', 'PutObject'] }))
      .give('EVENT_BUS', this.#bus.ruling())
      .give('DELIVERIES_QUEUE_URL', this.deliveries.sending())
      .give('DELIVERY_KEY_SECRET_ARN', secret(state.deliveryKeySecretArn, 'GetSecretValue'))
      .tell('HITS_QUEUE_ARN', this.hits.queue.queueArn)
      .tell('HITS_DEAD_LETTER_QUEUE_ARN', this.undelivered.queue.queueArn)
      .tell('NAME_PREFIX', settings.namePrefix)
      .tell('PUBLIC_URL', publicUrl)
      .tell('ALLOWED_NETWORKS', settings.allowedNetworks.join(','))
      .tell('RULE_LIMIT', settings.ruleLimit);
    gate.guards(aodh);
    gate.entrusts(aodh);
    api.route(aodh, ['ANY /alarming', 'ANY /alarming/{proxy+}']);
  }

  #evaluator(executions: HouseQueue) {
    const { settings, state, publicUrl } = this.#house;
    const consumer = new HouseFunction(this, 'Evaluator', this.#house, {
      entry: 'evaluator',
      description: 'Decides whether an event fires an alarm, and has its actions done',
      memoryMegabytes: 1024,
      timeoutSeconds: evaluatorTimeoutSeconds,
    })
      .give('ALARMS_TABLE', rows(state.alarms, [...readingMany, ...writing, 'PartiQLInsert']))
      .give('BUCKET', objects(state.bucket, { payloads: ['GetObject', 'PutObject'] }))
      .give('HITS_QUEUE_URL', this.hits.sending())
      .give('EXECUTIONS_QUEUE_URL', executions.sending())
      .give('DELIVERIES_QUEUE_URL', this.deliveries.sending())
      .tell('PUBLIC_URL', publicUrl);
    new QueueConsumer(this, 'Evaluates', {
      consumer,
      source: this.hits,
      maxConcurrency: settings.concurrency.hits,
    });
  }

  #notifier() {
    const { settings, state, publicUrl, gate } = this.#house;
    const consumer = new HouseFunction(this, 'Notifier', this.#house, {
      entry: 'notifier',
      description: 'Posts what alarms have to say to addresses outside',
      memoryMegabytes: 512,
      timeoutSeconds: notifierTimeoutSeconds,
    })
      .give('ALARMS_TABLE', rows(state.alarms, [...reading, 'PutItem']))
      .give('BUCKET', objects(state.bucket, { payloads: ['GetObject'] }))
      .give('DELIVERIES_QUEUE_URL', this.deliveries.sending())
      .give('DELIVERY_KEY_SECRET_ARN', secret(state.deliveryKeySecretArn, 'GetSecretValue'))
      .tell('PUBLIC_URL', publicUrl)
      .tell('ALLOWED_NETWORKS', settings.allowedNetworks.join(','));
    gate.entrusts(consumer);
    new QueueConsumer(this, 'Delivers', {
      consumer,
      source: this.deliveries,
      maxConcurrency: settings.concurrency.deliveries,
    });
  }
}
