import { Construct } from 'constructs';
import { byDue } from '../../../functions/contract/tables.ts';
import { objects } from '../../constructs/bucket.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import { readingMany, rows, writing } from '../../constructs/table.ts';
import type { FeatureContext } from '../context.ts';
import type { IdentityService } from '../identity/identity-service.ts';

export interface MetricsDependencies {
  readonly identity: IdentityService;
}

/** Gnocchi v1: resources, metrics and their measures. */
export class Metrics extends Construct {
  constructor(
    scope: Construct,
    id: string,
    context: FeatureContext,
    { identity }: MetricsDependencies,
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
        rows(state.metricIndex, [...readingMany, ...writing, 'DeleteItem'], [byDue]),
      )
      .grant('MEASURES_TABLE', rows(state.measures, [...readingMany, ...writing, 'DeleteItem']))
      .grant('BUCKET', objects(state.bucket, { responses: ['GetObject', 'PutObject'] }))
      .set('PUBLIC_URL', publicUrl);
    identity.grantAuthentication(gnocchi);
    api.route(gnocchi, ['ANY /metric', 'ANY /metric/{proxy+}']);
  }
}
