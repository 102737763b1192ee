import { Construct } from 'constructs';
import type { EventStorage } from '../../../functions/contract/event-storage.ts';
import { byMessage } from '../../../functions/contract/tables.ts';
import { objects } from '../../constructs/bucket.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import { QueueConsumer } from '../../constructs/queue-consumer.ts';
import { TaibaiQueue } from '../../constructs/queue.ts';
import { readingMany, rows } from '../../constructs/table.ts';
import type { FeatureContext } from '../context.ts';
import type { TaibaiBus } from '../events/event-bus.ts';

/** A turn of 30 seconds, and the batch that it began with. */
const timeoutSeconds = 90;

export interface ReplayDependencies {
  readonly storage: EventStorage;
  readonly bus: TaibaiBus;
  readonly hits: TaibaiQueue;
  readonly executions: TaibaiQueue;
}

/** Sends stored events again: to alarms, to functions, or to the bus. */
export class Replays extends Construct {
  readonly queue: TaibaiQueue;

  constructor(
    scope: Construct,
    id: string,
    context: FeatureContext,
    { storage, bus, hits, executions }: ReplayDependencies,
  ) {
    super(scope, id);
    const { settings, state } = context;
    this.queue = new TaibaiQueue(this, 'Replays', {
      consumerTimeoutSeconds: timeoutSeconds,
      impact: 'Replays do not end.',
      waitingImpact: 'Replays are sent late.',
      runbookSection: 'replays-put-aside',
      operatorTopicArn: settings.operatorTopicArn,
    });
    const consumer = new TaibaiFunction(this, 'Replayer', context, {
      entry: 'replayer',
      description: 'Sends stored events again',
      memoryMegabytes: 512,
      timeoutSeconds,
    })
      .grant('ALARMS_TABLE', rows(state.alarms, [...readingMany, 'PutItem']))
      .grant('EVENTS_TABLE', rows(state.events, readingMany, [byMessage]))
      .set('EVENT_STORAGE', JSON.stringify(storage))
      .grant('BUCKET', objects(state.bucket, { payloads: ['GetObject', 'PutObject'] }))
      .grant('REPLAYS_QUEUE_URL', this.queue.sending())
      .grant('HITS_QUEUE_URL', hits.sending())
      .grant('EXECUTIONS_QUEUE_URL', executions.sending())
      .grant('EVENT_BUS', bus.publishing());
    new QueueConsumer(this, 'Sends', {
      consumer,
      source: this.queue,
      maxConcurrency: settings.concurrency.replays,
      batchSize: 1,
    });
  }
}
