import { Construct } from 'constructs';
import { byDue } from '../../../functions/contract/tables.ts';
import { detectingMissingKeys, objects } from '../../constructs/bucket.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import type { TaibaiQueue } from '../../constructs/queue.ts';
import { Repeatedly } from '../../constructs/schedule.ts';
import { readingMany, rows, writing } from '../../constructs/table.ts';
import type { FeatureContext } from '../context.ts';
import type { IdentityService } from '../identity/identity-service.ts';

export interface MetricsDependencies {
  readonly identity: IdentityService;
  /** Takes looks at alarms on measures, if the deployment has such alarms. */
  readonly looks?: TaibaiQueue | undefined;
}

/** What it does can wait for so long; every minute would be $0.09 a month more. */
const upkeepMinutes = 5;

/** Gnocchi v1: resources, metrics and their measures. */
export class Metrics extends Construct {
  constructor(
    scope: Construct,
    id: string,
    context: FeatureContext,
    { identity, looks }: MetricsDependencies,
  ) {
    super(scope, id);
    const { state, publicUrl, api } = context;
    const gnocchi = new TaibaiFunction(this, 'Gnocchi', context, {
      entry: 'metric',
      description: 'Gnocchi v1: resources, metrics and measures',
      memoryMegabytes: 1024,
      timeoutSeconds: 29,
    })
      .grant(
        'METRIC_INDEX_TABLE',
        rows(state.metricIndex, [...readingMany, ...writing, 'DeleteItem', 'BatchWriteItem']),
      )
      .grant(
        'MEASURES_TABLE',
        rows(state.measures, [...readingMany, ...writing, 'DeleteItem', 'BatchWriteItem']),
      )
      .grant(
        'BUCKET',
        objects(state.bucket, { responses: ['GetObject', 'PutObject'], measures: ['GetObject'] }),
      )
      .allow(detectingMissingKeys(state.bucket))
      .grant('LOOKS_QUEUE_URL', looks?.sending() ?? { value: '', grants: [] })
      .set('PUBLIC_URL', publicUrl);
    identity.grantAuthentication(gnocchi);
    api.route(gnocchi, ['ANY /metric', 'ANY /metric/{proxy+}']);
    this.#upkeep(context);
  }

  #upkeep(context: FeatureContext) {
    const { settings, state } = context;
    const target = new TaibaiFunction(this, 'MetricUpkeep', context, {
      entry: 'metric-upkeep',
      description: 'Compacts measures, and clears away what deleted metrics leave',
      memoryMegabytes: 1024,
      timeoutSeconds: upkeepMinutes * 60 - 10,
    })
      .grant(
        'METRIC_INDEX_TABLE',
        rows(
          state.metricIndex,
          [...readingMany, ...writing, 'DeleteItem', 'BatchWriteItem', 'PartiQLUpdate'],
          [byDue],
        ),
      )
      .grant(
        'MEASURES_TABLE',
        rows(
          state.measures,
          [...readingMany, ...writing, 'DeleteItem', 'BatchWriteItem', 'PartiQLUpdate'],
          [byDue],
        ),
      )
      .grant(
        'BUCKET',
        objects(state.bucket, { measures: ['GetObject', 'PutObject', 'DeleteObject'] }),
      )
      .allow(detectingMissingKeys(state.bucket));
    new Repeatedly(this, 'Minutely', {
      target,
      everyMinutes: upkeepMinutes,
      impact: 'Measures are read ever more slowly, and are lost if it lasts for weeks.',
      runbookSection: 'metric-upkeep',
      operatorTopicArn: settings.operatorTopicArn,
    });
  }
}
