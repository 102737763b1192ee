import { describe, expect, test } from 'vitest';
import { metricLimits } from '../../../functions/metrics/core/limits.ts';
import type { Resource } from '../../../functions/metrics/core/resource.ts';
import { memoryIndex } from '../../fakes/metric-index.ts';
import { admin, metricsWorld } from '../support/metrics-world.ts';
import { aMetric, aResource } from '../support/samples.ts';

const id = 'f93450f2-d8a5-4d67-9985-02511241e7d1';
const of = (count: number, item: (i: number) => unknown) =>
  Array.from({ length: count }, (_, i) => item(i));
const named = (count: number, value: (i: number) => unknown = () => ({})) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`m${i}`, value(i)]));
const policy = (over: object) => ({ name: 'p', definition: [{ granularity: 1 }], ...over });
const type = (over: object) => ({ name: 't', ...over });
const patched = { ...admin, headers: { 'content-type': 'application/json-patch+json' } };

/** What is sent with a number that may be at a bound or beyond it. */
const bounded: readonly (readonly [
  string,
  number,
  (n: number) => readonly [string, string, unknown, object?],
])[] = [
  [
    'name of a policy',
    metricLimits.nameCharacters,
    (n) => ['POST', '/v1/archive_policy', policy({ name: 'é'.repeat(n) }), admin],
  ],
  [
    'granularities',
    metricLimits.granularities,
    (n) => [
      'POST',
      '/v1/archive_policy',
      policy({ definition: of(n, (i) => ({ granularity: i + 1 })) }),
      admin,
    ],
  ],
  [
    'back window',
    metricLimits.backWindow,
    (n) => ['POST', '/v1/archive_policy', policy({ back_window: n }), admin],
  ],
  [
    'points',
    metricLimits.points,
    (n) => [
      'POST',
      '/v1/archive_policy',
      policy({ definition: [{ granularity: 1, points: n }] }),
      admin,
    ],
  ],
  [
    'pattern of a rule',
    metricLimits.nameCharacters,
    (n) => [
      'POST',
      '/v1/archive_policy_rule',
      { name: 'r', metric_pattern: '*'.repeat(n), archive_policy_name: 'low' },
      admin,
    ],
  ],
  [
    'bytes of the name of a type',
    metricLimits.nameCharacters,
    (n) => ['POST', '/v1/resource_type', type({ name: 'x'.repeat(n) }), admin],
  ],
  [
    'attributes',
    metricLimits.attributes,
    (n) => [
      'POST',
      '/v1/resource_type',
      type({ attributes: named(n, () => ({ type: 'bool' })) }),
      admin,
    ],
  ],
  [
    'name of an attribute',
    metricLimits.attributeNameCharacters,
    (n) => [
      'POST',
      '/v1/resource_type',
      type({ attributes: { ['x'.repeat(n)]: { type: 'bool' } } }),
      admin,
    ],
  ],
  [
    'max_length',
    metricLimits.attributeTextCharacters,
    (n) => [
      'POST',
      '/v1/resource_type',
      type({ attributes: { a: { type: 'string', max_length: n } } }),
      admin,
    ],
  ],
  [
    'operations of a patch',
    metricLimits.operations,
    (n) => [
      'PATCH',
      '/v1/resource_type/known',
      of(n, () => ({ op: 'add', path: '/attributes/a', value: { type: 'bool', required: false } })),
      patched,
    ],
  ],
  [
    'user of a resource',
    metricLimits.nameCharacters,
    (n) => ['POST', '/v1/resource/generic', { id, user_id: '😀'.repeat(n) }],
  ],
  [
    'metrics of a resource',
    metricLimits.metricsPerResource,
    (n) => ['POST', '/v1/resource/generic', { id, metrics: named(n) }],
  ],
  [
    'name of a metric',
    metricLimits.nameCharacters,
    (n) => ['POST', '/v1/metric', { name: 'x'.repeat(n) }],
  ],
  [
    'unit of a metric',
    metricLimits.unitCharacters,
    (n) => ['POST', '/v1/metric', { unit: 'x'.repeat(n) }],
  ],
  [
    'comparisons',
    metricLimits.comparisons,
    (n) => [
      'POST',
      '/v1/search/resource/generic',
      { and: of(2, (i) => ({ or: of(i === 0 ? n - 1 : 1, () => ({ '=': { id } })) })) },
    ],
  ],
  [
    'values of an in',
    metricLimits.values,
    (n) => ['POST', '/v1/search/resource/generic', { in: { id: of(n, () => id) } }],
  ],
  [
    'sort keys',
    metricLimits.sortKeys,
    (n) => ['GET', `/v1/resource/generic?${of(n, () => 'sort=id').join('&')}`, undefined],
  ],
  [
    'filter',
    metricLimits.filterCharacters,
    (n) => [
      'POST',
      `/v1/search/resource/generic?filter=id%3D%22${'x'.repeat(9)}%22${'%20'.repeat(n - 14)}`,
      undefined,
    ],
  ],
];

const sized = (bytes: number) => `{"name":"m"${' '.repeat(bytes - 12)}}`;

describe('the bound of', () => {
  test.each(bounded)(
    '%s, %i, is accepted, and one more is refused with 400',
    async (_what, bound, request) => {
      const { send } = metricsWorld();
      await send('POST', '/v1/resource_type', { name: 'known' }, admin);
      const statusOf = async (n: number) => (await send(...request(n))).status;
      expect(await statusOf(bound + 1)).toBe(400);
      expect(await statusOf(bound)).toBeLessThan(300);
    },
  );

  test('a body is answered with 413 beyond it', async () => {
    const { send } = metricsWorld();
    expect((await send('POST', '/v1/metric', sized(metricLimits.bodyBytes))).status).toBe(201);
    expect((await send('POST', '/v1/metric', sized(metricLimits.bodyBytes + 1))).status).toBe(413);
  });

  test('the names of the metrics of a resource together', async () => {
    const { refusal, send } = metricsWorld();
    const { metricNameBytes: most } = metricLimits;
    const wide = (bytes: number) =>
      Object.fromEntries(
        Array.from({ length: 750 }, (_, i) => [
          `${String(i).padStart(3, '0')}${'x'.repeat(197 + (i === 0 ? bytes - most : 0))}`,
          {},
        ]),
      );
    expect(await refusal('POST', '/v1/resource/generic', { id, metrics: wide(most + 1) })).toEqual([
      400,
      expect.stringContaining('150000 bytes'),
    ]);
    const body = { id, metrics: wide(most) };
    expect((await send('POST', '/v1/resource/generic', body)).status).toBe(201);
  });

  test('metrics that one request moves', async () => {
    const { send, resource } = metricsWorld();
    const most = metricLimits.movedMetrics;
    await resource({ id, metrics: named(most + 1) });
    const path = `/v1/resource/generic/${id}`;
    expect((await send('PATCH', path, { metrics: {} })).status).toBe(400);
    const { metrics } = (await send('GET', path)).json;
    expect((await send('PATCH', path, { metrics: { m0: metrics.m0 } })).status).toBe(200);
  });

  test('a page: a larger limit is cut to it', async () => {
    const { send, index } = metricsWorld();
    for (let i = 0; i <= metricLimits.page; i += 1) await index.metrics.create(aMetric());
    for (const limit of [metricLimits.page, metricLimits.page + 1])
      expect((await send('GET', `/v1/metric?limit=${limit}`)).json).toHaveLength(metricLimits.page);
  });

  test.each([
    [
      'resources that are looked at',
      metricLimits.resourcesLookedAt,
      'GET',
      '/v1/resource/generic?limit=1',
    ],
    [
      'resources that one request deletes',
      metricLimits.deletedResources,
      'DELETE',
      '/v1/resource/generic?filter=type=generic',
    ],
  ])('%s', async (_what, bound, method, path) => {
    const index = memoryIndex();
    let rows: readonly Resource[] = [];
    const { send } = metricsWorld({
      ...index,
      resources: {
        ...index.resources,
        async *list() {
          yield rows;
        },
      },
    });
    const resource = aResource();
    rows = Array.from({ length: bound + 1 }, () => resource);
    expect((await send(method, path)).status).toBe(400);
    rows = rows.slice(1);
    expect((await send(method, path)).status).toBe(200);
  });

  test('metrics that a list looks at', async () => {
    const index = memoryIndex();
    const metric = aMetric();
    let count = metricLimits.metricsLookedAt + 1;
    const { send } = metricsWorld({
      ...index,
      metrics: {
        ...index.metrics,
        async *list() {
          yield Array.from({ length: count }, () => metric);
        },
      },
    });
    expect((await send('GET', '/v1/metric?sort=name')).status).toBe(400);
    count -= 1;
    expect((await send('GET', '/v1/metric?sort=name')).status).toBe(200);
  });
});
