import { expect, test } from 'vitest';
import { webhookInvocationApp } from '../../../functions/engine/http/webhook-invocation.ts';
import {
  type Dialect,
  expectNoServerError,
  hostileRequests,
} from '../../support/hostile-requests.ts';
import { engineWithThings } from '../support/engine-requests.ts';

async function world() {
  const { app, ports, things } = await engineWithThings();
  const target = { function_id: things.function, description: 'd' };
  const bodiesOf = {
    'POST /packages': [{ bytes: 5_000_000 }],
    'POST /v1/executions': [{ ...target, input: '{"a":1}', sync: false }],
    'POST /v1/jobs': [
      {
        name: 'j',
        function_id: things.function,
        pattern: '0 0 * * *',
        count: 3,
        function_input: '{"a":1}',
      },
    ],
    'POST /v1/webhooks': [target, { ...target, function_version: 1 }],
    'POST /v1/aliases': [{ ...target, name: 'x', function_version: 1 }],
    'POST /v1/runtimes': [{ image: 'python3.13', name: 'r', trusted: true }],
    'PUT /v1/functions/:id/secrets/:name': [{ value: 'v' }],
    'PUT /v1/functions/:id/credential': [{ id: 'c1', secret: 's' }],
    'POST /v1/functions/:id/versions': [{ description: 'd' }],
    'POST /v1/functions/:id/scale_up': [{ function_version: 1, count: 1 }],
  };
  const dialect: Dialect = {
    routes: app,
    ids: [...Object.values(things), '1', 'prod', '2'],
    names: [
      'name',
      'description',
      'function_id',
      'function_version',
      'function_alias',
      'input',
      'sync',
      'pattern',
      'function_input',
      'first_execution_time',
      'next_execution_time',
      'count',
      'status',
      'image',
      'trusted',
      'code',
      'entry',
      'runtime_id',
      'timeout',
      'memory_size',
      'cpu',
      'limit',
      'marker',
      'all_projects',
      'project_id',
      'download',
    ],
    words: [
      'demo',
      '* * * * *',
      '@hourly',
      'eq:success',
      'python3.13',
      'hello_world.main',
      '2030-01-01 00:00:00',
      '{"source":"package"}',
    ],
    inner: [
      { source: 'package' },
      { a: 1 },
      { source: 'swift', swift: { container: 'c', object: 'o' } },
    ],
    queries: [
      [
        ['status', 'eq:success'],
        ['limit', '5'],
        ['sort_keys', 'name'],
        ['sort_dirs', 'asc'],
      ],
      [['all_projects', 'true']],
      [['project_id', 'alt']],
    ],
    tokens: ['demo', 'demo', 'demo', 'admin', 'alt', 'wrong', ''],
    bodies: Object.values(bodiesOf).flat(),
    bodiesOf,
  };
  return { app, dialect, ports, things };
}

test('no request to the engine is answered with a 5xx or late', async () => {
  const seen = await expectNoServerError(world, hostileRequests(0.35));
  for (const status of [200, 201, 400, 401, 403, 404, 405]) expect(seen).toContain(status);
});

async function webhookWorld() {
  const { dialect, ports, things } = await world();
  const app = webhookInvocationApp(ports);
  return {
    app,
    dialect: { ...dialect, routes: app, ids: [things.webhook], bodies: [{ a: 1 }], bodiesOf: {} },
  };
}

test('no call of a webhook is answered with a 5xx or late', async () => {
  const seen = await expectNoServerError(webhookWorld, hostileRequests(0.1));
  for (const status of [202, 404]) expect(seen).toContain(status);
});
