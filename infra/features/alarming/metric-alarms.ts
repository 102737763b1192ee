import { Construct } from 'constructs';
import type { MeasureAlarms } from '../../../functions/contract/measure-alarms.ts';
import { objects } from '../../constructs/bucket.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import { QueueConsumer } from '../../constructs/queue-consumer.ts';
import { TaibaiQueue } from '../../constructs/queue.ts';
import { secret } from '../../constructs/secret.ts';
import { readingMany, rows, writing } from '../../constructs/table.ts';
import type { Settings } from '../../settings.ts';
import type { FeatureContext } from '../context.ts';

/** Services elsewhere may take five seconds, and a batch has ten messages that are handled side by side. */
const lookerTimeoutSeconds = 60;

/** The evaluation of alarms on measures. */
export class MetricAlarms extends Construct {
  /** Alarms whose measures are to be looked at. */
  readonly looks: TaibaiQueue;
  readonly #configuration: string;

  constructor(
    scope: Construct,
    id: string,
    context: FeatureContext,
    {
      executions,
      deliveries,
    }: { readonly executions: TaibaiQueue; readonly deliveries: TaibaiQueue },
  ) {
    super(scope, id);
    const { concurrency, settings, state, publicUrl } = context;
    this.#configuration = JSON.stringify(configurationOf(settings));
    this.looks = new TaibaiQueue(this, 'Looks', {
      consumerTimeoutSeconds: lookerTimeoutSeconds,
      impact: 'Alarms on measures do not follow them.',
      waitingImpact: 'Alarms on measures follow them late.',
      runbookSection: 'looks-put-aside',
      operatorTopicArn: settings.operatorTopicArn,
    });
    const consumer = new TaibaiFunction(this, 'Looker', context, {
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
      .grant('LOOKS_QUEUE_URL', this.looks.sending())
      .grant('EXECUTIONS_QUEUE_URL', executions.sending())
      .grant('DELIVERIES_QUEUE_URL', deliveries.sending())
      .set('MEASURE_ALARMS', this.#configuration)
      .set('PUBLIC_URL', publicUrl);
    grantMetrics(consumer, context, 'reading');
    grantServices(consumer, settings);
    new QueueConsumer(this, 'LooksAt', {
      consumer,
      source: this.looks,
      maxConcurrency: concurrency.hits,
    });
  }

  /** Whether the deployment has measures, or names a service that has. */
  static areEvaluated({ metrics, metricAlarms }: Settings): boolean {
    const elsewhere = [metricAlarms.prometheus, metricAlarms.octavia, metricAlarms.gnocchi];
    return metrics !== false || elsewhere.some((service) => service !== undefined);
  }

  /** Lets a Lambda that creates, changes or sweeps alarms ask for looks at them. */
  static grantWatching(
    service: TaibaiFunction<'alarming'> | TaibaiFunction<'sweeper'>,
    context: FeatureContext,
    evaluation: MetricAlarms | undefined,
  ): void {
    const { value, grants } = evaluation?.looks.sending() ?? { value: '', grants: [] };
    service.grant('LOOKS_QUEUE_URL', { value, grants });
    service.set('MEASURE_ALARMS', evaluation ? evaluation.#configuration : '');
    grantMetrics(service, context, 'watching');
  }
}

function configurationOf({ metricAlarms, metrics }: Settings): MeasureAlarms {
  const { window, gaps, prometheus, octavia, gnocchi } = metricAlarms;
  return {
    window,
    gaps,
    metrics: metrics !== false,
    ...(prometheus && {
      prometheus: {
        url: prometheus.url,
        projectLabel: prometheus.projectLabel,
        tokenSecretArn: prometheus.tokenSecretArn,
        awsRegion: prometheus.workspaceArn?.split(':')[3],
      },
    }),
    ...(octavia && { octavia }),
    ...(gnocchi && { gnocchi }),
  };
}

/** Lets a Lambda read the windows of metrics, or say which are watched. */
function grantMetrics(
  service: TaibaiFunction<'alarming'> | TaibaiFunction<'looker'> | TaibaiFunction<'sweeper'>,
  { settings, state }: FeatureContext,
  how: 'reading' | 'watching',
): void {
  if (!settings.metrics) {
    service.set('METRIC_INDEX_TABLE', '').set('MEASURES_TABLE', '');
    return;
  }
  service.grant('METRIC_INDEX_TABLE', rows(state.metricIndex, readingMany)).grant(
    'MEASURES_TABLE',
    // A reader that has much to do makes its lane due earlier.
    rows(
      state.measures,
      how === 'reading'
        ? [...readingMany, 'UpdateItem']
        : [...readingMany, ...writing, 'DeleteItem'],
    ),
  );
}

/** What the looker needs to ask the services that the settings name. */
function grantServices(consumer: TaibaiFunction<'looker'>, settings: Settings): void {
  const { keystone, metricAlarms } = settings;
  const { octavia, gnocchi, prometheus } = metricAlarms;
  if ((octavia || gnocchi) && keystone)
    consumer
      .set('KEYSTONE_URL', keystone.authUrl)
      .grant('KEYSTONE_SECRET_ARN', secret(keystone.credentialSecretArn))
      .set('KEYSTONE_REMEMBER_SECONDS', keystone.rememberSeconds);
  else
    consumer
      .set('KEYSTONE_URL', '')
      .set('KEYSTONE_SECRET_ARN', '')
      .set('KEYSTONE_REMEMBER_SECONDS', 0);
  if (prometheus?.tokenSecretArn !== undefined)
    consumer.allow(...secret(prometheus.tokenSecretArn).grants);
  if (prometheus?.workspaceArn !== undefined)
    consumer.allow({ actions: ['aps:QueryMetrics'], resources: [prometheus.workspaceArn] });
}
