import { Construct } from 'constructs';
import type { LooksElsewhereUrls } from '../../../functions/contract/looks-elsewhere.ts';
import type { MeasureAlarms } from '../../../functions/contract/measure-alarms.ts';
import type { TaibaiFunction } from '../../constructs/function.ts';
import type { TaibaiQueue } from '../../constructs/queue.ts';
import { secret } from '../../constructs/secret.ts';
import { readingMany, rows, writing } from '../../constructs/table.ts';
import type { Settings } from '../../settings.ts';
import type { FeatureContext } from '../context.ts';
import { lookers } from './lookers.ts';

type Service = keyof LooksElsewhereUrls;
const nameOf = { prometheus: 'Prometheus', octavia: 'Octavia', gnocchi: 'Gnocchi' } as const;
const services = ['prometheus', 'octavia', 'gnocchi'] as const satisfies readonly Service[];

/** The least that SQS takes. Each asks at most eight questions at once. */
const lookersOfService = 2;

/** The evaluation of alarms on measures. */
export class MetricAlarms extends Construct {
  /** Alarms whose measures are to be looked at. */
  readonly looks: TaibaiQueue;
  /** Those that wait for a service elsewhere. */
  readonly elsewhere: readonly {
    readonly service: Service;
    readonly name: string;
    readonly looks: TaibaiQueue;
  }[];
  readonly #configuration: string;

  constructor(
    scope: Construct,
    id: string,
    context: FeatureContext,
    actions: { readonly executions: TaibaiQueue; readonly deliveries: TaibaiQueue },
  ) {
    super(scope, id);
    const { concurrency, settings } = context;
    this.#configuration = JSON.stringify(configurationOf(settings));
    const shared = { ...actions, configuration: this.#configuration };
    const own = lookers(this, context, {
      ...shared,
      prefix: '',
      impact: 'Alarms on measures do not follow them.',
      waitingImpact: 'Alarms on measures follow them late.',
      maxConcurrency: concurrency.hits,
    });
    this.elsewhere = servicesIn(settings).map((service) => {
      const name = nameOf[service];
      const { looks, consumer } = lookers(this, context, {
        ...shared,
        prefix: name,
        impact: `Alarms that ask ${name} do not follow it.`,
        waitingImpact: `Alarms that ask ${name} follow it late.`,
        maxConcurrency: lookersOfService,
      });
      consumer.set('LOOKS_ELSEWHERE', '{}');
      grantMetrics(consumer, context, 'reading');
      grantServices(consumer, settings);
      return { service, name, looks };
    });
    this.looks = own.looks;
    own.consumer.grant('LOOKS_ELSEWHERE', {
      value: JSON.stringify(
        Object.fromEntries(
          this.elsewhere.map(({ service, looks }) => [service, looks.queue.queueUrl]),
        ) satisfies LooksElsewhereUrls,
      ),
      grants: this.elsewhere.flatMap(({ looks }) => looks.sending().grants),
    });
    grantMetrics(own.consumer, context, 'reading');
    // It hands over what waits for them.
    grantServices(own.consumer, undefined);
  }

  /** Whether the deployment has measures, or names a service that has. */
  static areEvaluated({ metrics, metricAlarms }: Settings): boolean {
    return metrics !== false || servicesIn({ metricAlarms }).length > 0;
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

const servicesIn = ({ metricAlarms }: Pick<Settings, 'metricAlarms'>): readonly Service[] =>
  services.filter((service) => metricAlarms[service] !== undefined);

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

/** What a looker needs to ask the services that the settings name; nothing without settings. */
function grantServices(
  consumer: TaibaiFunction<'looker'>,
  settings: Pick<Settings, 'keystone' | 'metricAlarms'> | undefined,
): void {
  const keystone = settings?.keystone;
  const { octavia, gnocchi, prometheus } = settings?.metricAlarms ?? {};
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
