import { Construct } from 'constructs';
import type { EventStorage } from '../../../functions/contract/event-storage.ts';
import { byMessage } from '../../../functions/contract/tables.ts';
import { objects } from '../../constructs/bucket.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import { QueueConsumer } from '../../constructs/queue-consumer.ts';
import { TaibaiQueue } from '../../constructs/queue.ts';
import { readingMany, rows } from '../../constructs/table.ts';
import type { FeatureContext } from '../context.ts';

/** A turn of 30 seconds, and the step that it began with. */
const timeoutSeconds = 120;

/** Runs alarms over stored events, those that a request does not finish itself. */
export class Backtests extends Construct {
  readonly queue: TaibaiQueue;

  constructor(scope: Construct, id: string, context: FeatureContext, storage: EventStorage) {
    super(scope, id);
    const { settings, state } = context;
    this.queue = new TaibaiQueue(this, 'Backtests', {
      consumerTimeoutSeconds: timeoutSeconds,
      impact: 'Backtests do not end.',
      waitingImpact: 'Backtests end late.',
      runbookSection: 'backtests-put-aside',
      operatorTopicArn: settings.operatorTopicArn,
    });
    const consumer = new TaibaiFunction(this, 'Backtester', context, {
      entry: 'backtester',
      description: 'Runs alarms over stored events',
      memoryMegabytes: 1769,
      timeoutSeconds,
    })
      .grant('ALARMS_TABLE', rows(state.alarms, [...readingMany, 'PutItem']))
      .grant('EVENTS_TABLE', rows(state.events, readingMany, [byMessage]))
      .set('EVENT_STORAGE', JSON.stringify(storage))
      .grant('BUCKET', objects(state.bucket, { payloads: ['GetObject', 'PutObject'] }))
      .grant('BACKTESTS_QUEUE_URL', this.queue.sending());
    new QueueConsumer(this, 'Runs', {
      consumer,
      source: this.queue,
      maxConcurrency: settings.concurrency.backtests,
      batchSize: 1,
    });
  }
}
