import type { Construct } from 'constructs';
import { objects } from '../../constructs/bucket.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import type { Consequence } from '../../constructs/operator-alarm.ts';
import { QueueConsumer } from '../../constructs/queue-consumer.ts';
import { TaibaiQueue } from '../../constructs/queue.ts';
import { readingMany, rows, writing } from '../../constructs/table.ts';
import type { FeatureContext } from '../context.ts';

/** Services elsewhere may take ten seconds, four times over, and a batch has ten messages that are handled side by side. */
const lookerTimeoutSeconds = 60;

export interface LookersProps {
  /** Tells the names of what belongs to a service elsewhere from those of the deployment's own measures. */
  readonly prefix: string;
  readonly impact: Consequence['impact'];
  readonly waitingImpact: string;
  readonly maxConcurrency: number;
  /** `MEASURE_ALARMS`. */
  readonly configuration: string;
  readonly executions: TaibaiQueue;
  readonly deliveries: TaibaiQueue;
}

/** A queue of looks at alarms on measures, and the Lambda that carries them out, without rights to the measures. */
export function lookers(scope: Construct, context: FeatureContext, props: LookersProps) {
  const { settings, state, publicUrl } = context;
  const { prefix, impact, waitingImpact } = props;
  const looks = new TaibaiQueue(scope, `${prefix}Looks`, {
    consumerTimeoutSeconds: lookerTimeoutSeconds,
    impact,
    waitingImpact,
    runbookSection: 'looks-put-aside',
    operatorTopicArn: settings.operatorTopicArn,
  });
  const consumer = new TaibaiFunction(scope, `${prefix}Looker`, context, {
    entry: 'looker',
    description: 'Looks at the measures of alarms, decides, and queues actions',
    memoryMegabytes: 1024,
    timeoutSeconds: lookerTimeoutSeconds,
  })
    .grant(
      'ALARMS_TABLE',
      rows(state.alarms, [...readingMany, ...writing, 'DeleteItem', 'PartiQLInsert']),
    )
    .grant(
      'BUCKET',
      objects(state.bucket, {
        payloads: ['PutObject'],
        ...(settings.metrics && { measures: ['GetObject'] }),
      }),
    )
    .grant('LOOKS_QUEUE_URL', looks.sending())
    .grant('EXECUTIONS_QUEUE_URL', props.executions.sending())
    .grant('DELIVERIES_QUEUE_URL', props.deliveries.sending())
    .set('MEASURE_ALARMS', props.configuration)
    .set('PUBLIC_URL', publicUrl);
  new QueueConsumer(scope, `${prefix}LooksAt`, {
    consumer,
    source: looks,
    maxConcurrency: props.maxConcurrency,
  });
  return { looks, consumer };
}
