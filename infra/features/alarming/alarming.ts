import { Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { byKind, byMessage } from '../../../functions/contract/tables.ts';
import { noAccess } from '../../constructs/access.ts';
import { objects } from '../../constructs/bucket.ts';
import type { TaibaiBus } from '../events/event-bus.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import { DeadLetterQueue, TaibaiQueue } from '../../constructs/queue.ts';
import type { FeatureContext } from '../context.ts';
import type { IdentityService } from '../identity/identity-service.ts';
import { Backtests } from './backtests.ts';
import { Replays } from './replays.ts';
import { QueueConsumer } from '../../constructs/queue-consumer.ts';
import { readingMany, rows, writing } from '../../constructs/table.ts';
import { MetricAlarms } from './metric-alarms.ts';

const evaluatorTimeoutSeconds = 30;
/** The addresses of an alarm are called one after the other, and each may be slow. */
const notifierTimeoutSeconds = 120;

export interface AlarmingDependencies {
  readonly identity: IdentityService;
  readonly bus: TaibaiBus;
  readonly executions: TaibaiQueue;
}

/** Aodh v2: alarms, their evaluation, and the delivery of their actions. */
export class Alarming extends Construct {
  /** Events that rules of the bus matched. */
  readonly hits: TaibaiQueue;
  /** Events that a rule matched but could not send to `hits`. */
  readonly undelivered: DeadLetterQueue;
  readonly deliveries: TaibaiQueue;
  /** If the deployment stores events. */
  readonly backtests: Backtests | undefined;
  readonly replays: Replays | undefined;
  readonly api: TaibaiFunction<'alarming'>;
  readonly evaluator: TaibaiFunction<'evaluator'>;
  /** Missing if the deployment evaluates no alarms on measures. */
  readonly metricAlarms: MetricAlarms | undefined;
  readonly #context: FeatureContext;
  readonly #identity: IdentityService;
  readonly #bus: TaibaiBus;

  constructor(
    scope: Construct,
    id: string,
    context: FeatureContext,
    { identity, bus, executions }: AlarmingDependencies,
  ) {
    super(scope, id);
    this.#context = context;
    this.#identity = identity;
    this.#bus = bus;
    const { operatorTopicArn } = context.settings;
    this.hits = new TaibaiQueue(this, 'Hits', {
      consumerTimeoutSeconds: evaluatorTimeoutSeconds,
      impact: 'Events that match an alarm do not reach it.',
      waitingImpact: 'Alarms fire late, or not while this lasts.',
      runbookSection: 'hits-put-aside',
      operatorTopicArn,
    });
    this.undelivered = new DeadLetterQueue(this, 'UndeliveredHits', {
      impact: 'Events that match an alarm do not even reach the queue.',
      runbookSection: 'undelivered-hits',
      operatorTopicArn,
    });
    Validations.of(this.undelivered).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is the dead-letter queue of the rules that are created at run time.',
    });
    this.deliveries = new TaibaiQueue(this, 'Deliveries', {
      consumerTimeoutSeconds: notifierTimeoutSeconds,
      impact: 'Alarm actions are not delivered to external addresses.',
      waitingImpact: 'Alarm actions reach external addresses late.',
      runbookSection: 'deliveries-put-aside',
      operatorTopicArn,
    });
    this.metricAlarms = MetricAlarms.areEvaluated(context.settings)
      ? new MetricAlarms(this, 'Measures', context, { executions, deliveries: this.deliveries })
      : undefined;
    bus.allowRulesToSendTo(this.hits.queue);
    bus.allowRulesToSendTo(this.undelivered.queue);
    const { eventStorage } = context.settings;
    this.backtests =
      eventStorage === false ? undefined : new Backtests(this, 'Backtests', context, eventStorage);
    this.replays =
      eventStorage === false
        ? undefined
        : new Replays(this, 'Replays', context, {
            storage: eventStorage,
            bus,
            hits: this.hits,
            executions,
          });
    this.api = this.#api();
    this.evaluator = this.#evaluator(executions);
    this.#notifier();
  }

  #api(): TaibaiFunction<'alarming'> {
    const { keys, settings, state, publicUrl, api } = this.#context;
    const aodh = new TaibaiFunction(this, 'Aodh', this.#context, {
      entry: 'alarming',
      description: 'Aodh v2: alarms and their history',
      memoryMegabytes: 1024,
      timeoutSeconds: 29,
    })
      .grant(
        'ALARMS_TABLE',
        rows(state.alarms, [...readingMany, ...writing, 'DeleteItem'], [byKind]),
      )
      .grant('EXECUTIONS_TABLE', rows(state.executions, readingMany))
      .grant(
        'EVENTS_TABLE',
        settings.eventStorage === false ? noAccess : rows(state.events, readingMany, [byMessage]),
      )
      .set(
        'EVENT_STORAGE',
        settings.eventStorage === false ? '' : JSON.stringify(settings.eventStorage),
      )
      .grant('BACKTESTS_QUEUE_URL', this.backtests?.queue.sending() ?? noAccess)
      .grant('REPLAYS_QUEUE_URL', this.replays?.queue.sending() ?? noAccess)
      // Whether the function of a replay exists.
      .grant(
        'FUNCTIONS_TABLE',
        settings.eventStorage === false ? noAccess : rows(state.functions, readingMany),
      )
      .grant(
        'BUCKET',
        objects(state.bucket, {
          payloads: ['GetObject', 'PutObject'],
          responses: ['GetObject', 'PutObject'],
          // A diagnosis reads what an alarm on measures looks at.
          ...(settings.metrics && { measures: ['GetObject'] }),
        }),
      )
      .grant('EVENT_BUS', this.#bus.managingRules())
      .grant('DELIVERIES_QUEUE_URL', this.deliveries.sending())
      .grant('DELIVERY_KEY_PARAMETER', keys.reading('delivery'))
      .set('HITS_QUEUE_ARN', this.hits.queue.queueArn)
      .set('HITS_DEAD_LETTER_QUEUE_ARN', this.undelivered.queue.queueArn)
      .set('NAME_PREFIX', settings.namePrefix)
      .set('PUBLIC_URL', publicUrl)
      .set('ALLOWED_NETWORKS', settings.allowedNetworks.join(','))
      .set('RULE_LIMIT', settings.ruleLimit);
    MetricAlarms.grantWatching(aodh, this.#context, this.metricAlarms);
    this.#identity.grantAuthentication(aodh);
    this.#identity.grantTrusts(aodh);
    api.route(aodh, [
      'ANY /alarming',
      'ANY /alarming/{proxy+}',
      'GET /events/v2/events/{message_id}/chain',
      'GET /events/v2/events/{message_id}/explain',
      'ANY /events/v2/replays',
      'ANY /events/v2/replays/{proxy+}',
    ]);
    return aodh;
  }

  #evaluator(executions: TaibaiQueue): TaibaiFunction<'evaluator'> {
    const { concurrency, state, publicUrl } = this.#context;
    const consumer = new TaibaiFunction(this, 'Evaluator', this.#context, {
      entry: 'evaluator',
      description: 'Decides whether an event fires an alarm, and queues its actions',
      memoryMegabytes: 1024,
      timeoutSeconds: evaluatorTimeoutSeconds,
    })
      .grant('ALARMS_TABLE', rows(state.alarms, [...readingMany, ...writing, 'PartiQLInsert']))
      .grant('BUCKET', objects(state.bucket, { payloads: ['GetObject', 'PutObject'] }))
      .grant('HITS_QUEUE_URL', this.hits.sending())
      .grant('EXECUTIONS_QUEUE_URL', executions.sending())
      .grant('DELIVERIES_QUEUE_URL', this.deliveries.sending())
      .set('PUBLIC_URL', publicUrl);
    new QueueConsumer(this, 'Evaluates', {
      consumer,
      source: this.hits,
      maxConcurrency: concurrency.hits,
    });
    return consumer;
  }

  #notifier() {
    const { concurrency, keys, settings, state, publicUrl } = this.#context;
    const consumer = new TaibaiFunction(this, 'Notifier', this.#context, {
      entry: 'notifier',
      description: 'Delivers alarm notifications to external addresses',
      memoryMegabytes: 512,
      timeoutSeconds: notifierTimeoutSeconds,
    })
      .grant('ALARMS_TABLE', rows(state.alarms, [...readingMany, 'PutItem', 'PartiQLInsert']))
      .grant('BUCKET', objects(state.bucket, { payloads: ['GetObject'] }))
      .grant('DELIVERIES_QUEUE_URL', this.deliveries.sending())
      .grant('DELIVERY_KEY_PARAMETER', keys.reading('delivery'))
      .set('PUBLIC_URL', publicUrl)
      .set('ALLOWED_NETWORKS', settings.allowedNetworks.join(','));
    this.#identity.grantTrustTokens(consumer);
    new QueueConsumer(this, 'Delivers', {
      consumer,
      source: this.deliveries,
      maxConcurrency: concurrency.deliveries,
    });
  }
}
