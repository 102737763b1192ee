import { expect, test } from 'vitest';
import {
  type Dialect,
  expectNoServerError,
  hostileRequests,
} from '../../support/hostile-requests.ts';
import { measuresFrom } from '../support/measures-world.ts';
import { metricsWorld } from '../support/metrics-world.ts';

async function world() {
  const { app, send, resource: created } = metricsWorld();
  const { id: resource, metrics } = await created({
    metrics: { cpu: { archive_policy_name: 'medium' } },
  });
  const a: string = metrics.cpu;
  const measures = measuresFrom('2026-11-27T10:00:00Z', 60, [1, 2.5, '3']);
  await send('POST', `/v1/metric/${a}/measures`, measures);
  const dialect: Dialect = {
    routes: { routes: app.routes.filter(({ path }) => /measures|aggregat/.test(path)) },
    ids: [a, resource, 'cpu', 'generic'],
    names: [
      'timestamp',
      'value',
      'measures',
      'operations',
      'resource_type',
      'search',
      'start',
      'stop',
      'granularity',
      'aggregation',
      'resample',
      'fill',
      'needed_overlap',
      'groupby',
      'create_metrics',
      'details',
    ],
    words: ['mean', 'rate:mean', 'cpu', 'M', '-1 day', 'now', 'nan', 'inf', '60', 'metric', a],
    queries: [
      [
        ['granularity', '60'],
        ['resample', '120'],
        ['start', '2026-11-27T10:00:00'],
        ['aggregation', 'rate:mean'],
      ],
      [
        ['fill', 'ffill'],
        ['groupby', 'project_id'],
      ],
      [
        ['needed_overlap', '50'],
        ['stop', '-1 hour'],
      ],
      [['create_metrics', 'True']],
    ],
    tokens: ['u1|p1|member', 'u1|p1|member', 'u1|p1|admin', 'u2|p2|reader', 'wrong', ''],
    bodiesOf: {
      'POST /metric/v1/metric/:id/measures': [measures],
      'POST /metric/v1/batch/metrics/measures': [{ [a]: measures }],
      'POST /metric/v1/batch/resources/metrics/measures': [{ [resource]: { cpu: measures } }],
    },
    bodies: [
      measures,
      { [a]: measures },
      { [resource]: { cpu: measures, memory: { measures, archive_policy_name: 'high' } } },
      { operations: `(aggregate mean (rolling max 2 (metric ${a} mean)))` },
      { operations: ['resample', 'sum', 120, ['+', ['metric', [a, 'mean'], [a, 'max']], 1]] },
      { operations: '(clip (metric cpu mean) 1 2)', resource_type: 'generic', search: {} },
      {
        operations: '(rateofchange (metric c* mean))',
        resource_type: 'generic',
        search: { '=': { id: resource } },
      },
    ],
  };
  return { app, dialect };
}

test('no request about measures is answered with a 5xx or late', async () => {
  const seen = await expectNoServerError(world, hostileRequests(0.7));
  for (const status of [200, 202, 400, 401, 403, 404, 405]) expect(seen).toContain(status);
});
