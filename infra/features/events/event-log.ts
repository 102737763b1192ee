import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { busSource } from '../../../functions/contract/bus-event.ts';
import type { EventStorage } from '../../../functions/contract/event-storage.ts';
import { archiveRuleKey } from '../../../functions/contract/rule-quota.ts';
import { byGenerated, byMessage } from '../../../functions/contract/tables.ts';
import { objects } from '../../constructs/bucket.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import { QueueConsumer } from '../../constructs/queue-consumer.ts';
import { TaibaiQueue } from '../../constructs/queue.ts';
import { readingMany, rows, writing } from '../../constructs/table.ts';
import type { FeatureContext } from '../context.ts';
import type { IdentityService } from '../identity/identity-service.ts';
import type { TaibaiBus } from './event-bus.ts';

const timeoutSeconds = 60;
/** Events that are stored together. */
const batchSize = 100;
/** How long the log waits for more of them. Nothing in the way of an event waits for the log, but its readers do. */
const batchingSeconds = 1;

export interface EventLogDependencies {
  readonly identity: IdentityService;
  readonly bus: TaibaiBus;
  readonly storage: EventStorage;
}

/** Stores every event that the bus takes, and serves Panko v2. It subscribes to the bus, so that every way in counts. */
export class EventLog extends Construct {
  readonly archive: TaibaiQueue;

  constructor(
    scope: Construct,
    id: string,
    context: FeatureContext,
    { identity, bus, storage }: EventLogDependencies,
  ) {
    super(scope, id);
    const { settings, state, api, publicUrl } = context;
    this.archive = new TaibaiQueue(this, 'Archive', {
      consumerTimeoutSeconds: timeoutSeconds,
      impact: 'Events are not stored; alarms see them all the same.',
      waitingImpact: 'Events are stored late.',
      runbookSection: 'events-put-aside',
      operatorTopicArn: settings.operatorTopicArn,
    });
    this.#subscribe(bus, settings.namePrefix);
    const consumer = new TaibaiFunction(this, 'Archiver', context, {
      entry: 'archiver',
      description: 'Stores events',
      memoryMegabytes: 1024,
      timeoutSeconds,
    })
      .grant('EVENTS_TABLE', rows(state.events, [...readingMany, ...writing, 'PartiQLInsert']))
      .grant('BUCKET', objects(state.bucket, { payloads: ['GetObject'] }))
      .set('EVENT_STORAGE', JSON.stringify(storage));
    new QueueConsumer(this, 'Stores', {
      consumer,
      source: this.archive,
      maxConcurrency: 2,
      batchSize,
      batchingSeconds,
    });
    const panko = new TaibaiFunction(this, 'Panko', context, {
      entry: 'event-log',
      description: 'Panko v2: stored events',
      memoryMegabytes: 1769,
      timeoutSeconds: 29,
    })
      .grant(
        'EVENTS_TABLE',
        rows(state.events, [...readingMany, 'UpdateItem'], [byGenerated, byMessage]),
      )
      .grant(
        'BUCKET',
        objects(state.bucket, { payloads: ['GetObject'], responses: ['GetObject', 'PutObject'] }),
      )
      .set('EVENT_STORAGE', JSON.stringify(storage))
      .set('PUBLIC_URL', publicUrl);
    identity.grantAuthentication(panko);
    // Clients also read the root; what is sent to it is for the ingest.
    api.route(panko, ['GET /events', 'GET /events/{proxy+}', 'ANY /events/v2/{proxy+}']);
  }

  /** By a rule with the prefix of alarms' rules, which the policy of the queue allows to send. */
  #subscribe(bus: TaibaiBus, namePrefix: string): void {
    bus.allowRulesToSendTo(this.archive.queue);
    bus.allowRulesToSendTo(this.archive.deadLetters.queue);
    new CfnRule(this, 'Subscription', {
      name: `${namePrefix}-${archiveRuleKey}`,
      description: 'Taibai: every event, for the log',
      eventBusName: bus.bus.eventBusName,
      eventPattern: { source: [busSource] },
      targets: [
        {
          id: 'archive',
          arn: this.archive.queue.queueArn,
          deadLetterConfig: { arn: this.archive.deadLetters.queue.queueArn },
        },
      ],
    });
  }
}
