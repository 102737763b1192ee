import { expect, test } from 'vitest';
import {
  type Dialect,
  expectNoServerError,
  hostileRequests,
} from '../../support/hostile-requests.ts';
import { admin, metricsWorld } from '../support/metrics-world.ts';

const policy = {
  name: 'p',
  back_window: 1,
  aggregation_methods: ['mean', '-sum'],
  definition: [{ granularity: '1s', points: '60', timespan: '1 minute' }],
};
const type = {
  name: 't',
  attributes: {
    host: { type: 'string', required: false, min_length: 0, max_length: 255 },
    n: { type: 'number', required: false, min: null, max: 10 },
    ref: { type: 'uuid', required: false },
    on: { type: 'bool', required: false },
    at: { type: 'datetime', required: false },
  },
};
const patch = [
  { op: 'add', path: '/attributes/x', value: { type: 'string', options: { fill: 'a' } } },
  { op: 'remove', path: '/attributes/host' },
];

async function world() {
  const { app, send, resource } = metricsWorld();
  await send('POST', '/v1/archive_policy', policy, admin);
  await send('POST', '/v1/resource_type', type, admin);
  const { id, metrics } = await resource({ project_id: 'p2', metrics: { cpu: {} } });
  const whole = {
    id: 'vm',
    user_id: 'u',
    project_id: 'p1',
    started_at: '2014-01-01T10:00:00',
    ended_at: '-1 day',
    host: 'h',
    n: 5,
    ref: id,
    on: true,
    at: 1_400_000_000,
    metrics: { cpu: { archive_policy_name: 'low', unit: 'B' }, other: metrics.cpu },
  };
  const dialect: Dialect = {
    routes: app,
    ids: [id, metrics.cpu, 't', 'generic', 'low', 'default', 'cpu', 'vm'],
    names: [
      ...Object.keys(whole),
      'filter',
      'limit',
      'marker',
      'sort',
      'attrs',
      'details',
      'history',
      'status',
      'name',
      'creator',
      'unit',
      'archive_policy_name',
      'metric_pattern',
      'resource_id',
      'created_by_project_id',
      'original_resource_id',
      'revision_start',
      'lifespan',
      '=',
      'like',
      'in',
      'and',
      'not',
      '≥',
    ],
    words: ['generic', 't', 'low', 'cpu', 'true', 'null', 'h', 'id:desc', '1 day', '*', '%', 'p1'],
    inner: [{ '=': { host: 'h' } }],
    queries: [
      [['filter', `host="h" and not n>3 or id in [${id}]`]],
      [['filter', '(on = true) ∨ host like "h%"']],
      [
        ['limit', '1'],
        ['sort', 'id:desc-nullsfirst'],
        ['details', 'true'],
        ['history', 'true'],
        ['marker', `${id}@-1`],
      ],
      [['marker', metrics.cpu]],
    ],
    headers: [
      { 'content-type': 'application/json-patch+json' },
      { 'if-match': '"x", *', 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' },
      { 'if-none-match': 'W/"x"', 'if-unmodified-since': 'soon' },
    ],
    tokens: ['u1|p1|member', 'u1|p1|admin', 'u1|p1|admin', 'u2|p2|service', 'wrong', ''],
    bodies: [
      policy,
      { name: 'r', metric_pattern: '[a-', archive_policy_name: 'low' },
      type,
      patch,
      whole,
      { name: 'm', unit: 'B', archive_policy_name: 'low', resource_id: id },
      { cpu: { archive_policy_name: 'low' }, x: metrics.cpu },
      { and: [{ '=': { host: 'h' } }, { not: { in: { id: [id, 'vm'] } } }] },
      { or: [{ like: { host: 'h%' } }, { '<': { started_at: '-1 day' } }, { '≠': { n: null } }] },
    ],
  };
  return { app, dialect };
}

test('no request to the metrics API is answered with a 5xx or late', async () => {
  const seen = await expectNoServerError(world, hostileRequests(0.35));
  for (const status of [200, 400, 401, 403, 404, 405, 415]) expect(seen).toContain(status);
});
