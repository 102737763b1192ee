/*
 * Where a request that fits the API document may be refused all the same, and the like: what JSON Schema cannot say,
 * or what only the state of a service decides. Everything else that schemathesis finds fails the test.
 */

/** A check of schemathesis. */
export type Check =
  | 'content_type_conformance'
  | 'ignored_auth'
  | 'negative_data_rejection'
  | 'positive_data_acceptance'
  | 'response_schema_conformance';

export interface Exception {
  readonly reason: string;
  readonly operations: readonly string[];
  /** Without `statuses` the check is left out. */
  readonly check: Check;
  /** Statuses that the check takes, too. */
  readonly statuses?: readonly number[];
}

/** A request that fits its schema may be answered with 400. */
const mayRefuse = (reason: string, operations: readonly string[]): Exception => ({
  reason,
  operations,
  check: 'positive_data_acceptance',
  statuses: [400],
});

export const exceptions: readonly Exception[] = [
  mayRefuse('The code is JSON text in a form, and the package fits it or not.', [
    'POST /v1/functions',
    'PUT /v1/functions/{id}',
  ]),
  mayRefuse('A filter for functions needs ids after `eq`, `neq`, `in` and `nin`.', [
    'GET /v1/executions',
  ]),
  mayRefuse('The application credential has to be one of the caller’s.', [
    'PUT /v1/functions/{id}/credential',
  ]),
  mayRefuse('One parameter needs another.', [
    'GET /identity/v3/role_assignments',
    'DELETE /alarming/v2/quotas',
    'GET /alarming/v2/alarms/{id}/explain',
    'GET /alarming/v2/events/{id}/explain',
    'POST /alarming/v2/backtests',
    'POST /alarming/v2/explain',
    'POST /events/v2/replays',
    'GET /metric/v1/metric/{id}/measures',
    'GET /metric/v1/resource/{type}/{resource}/metric/{name}/measures',
  ]),
  mayRefuse(
    'A marker is taken from the answer before, and fields of a query have operators and values of their own.',
    [
      'GET /alarming/v2/alarms',
      'GET /alarming/v2/alarms/{id}/history',
      'GET /alarming/v2/backtests',
      'GET /alarming/v2/deliveries',
      'GET /events/v2/events',
      'GET /events/v2/replays',
    ],
  ),
  mayRefuse('`from` must not be behind `to`, and there are not too many buckets between them.', [
    'GET /taibai/v1/metrics',
  ]),
  {
    reason: 'A session may be ended again, as by another tab; without any token the answer is 401.',
    operations: ['DELETE /taibai/v1/session'],
    check: 'ignored_auth',
  },
  mayRefuse('A complex query is JSON text with fields that depend on what is asked for.', [
    'POST /alarming/v2/query/alarms',
    'POST /alarming/v2/query/alarms/history',
  ]),
  mayRefuse('Events are accepted or refused one by one, also for whose they are.', [
    'POST /events',
  ]),
  {
    reason: 'A single CloudEvent is answered without a body, other events with one.',
    operations: ['POST /events'],
    check: 'content_type_conformance',
  },
  {
    reason: 'A single CloudEvent is answered without a body, other events with one.',
    operations: ['POST /events'],
    check: 'response_schema_conformance',
  },
  mayRefuse('The settings have the most days.', ['PUT /events/v2/storage']),
  mayRefuse('Gnocchi answers 400 where something is in use, exists already or does not exist.', [
    'DELETE /metric/v1/archive_policy/{name}',
    'DELETE /metric/v1/resource_type/{name}',
    'PATCH /metric/v1/archive_policy/{name}',
    'PATCH /metric/v1/archive_policy_rule/{name}',
    'POST /metric/v1/archive_policy',
    'POST /metric/v1/archive_policy_rule',
    'POST /metric/v1/batch/metrics/measures',
    'POST /metric/v1/batch/resources/metrics/measures',
    'POST /metric/v1/metric',
    'POST /metric/v1/resource/{type}/{id}/metric',
  ]),
  mayRefuse('Which attributes there are depends on the resource type.', [
    'DELETE /metric/v1/resource/{type}',
    'GET /metric/v1/resource/{type}',
    'GET /metric/v1/resource/{type}/{id}/history',
    'PATCH /metric/v1/resource/{type}/{id}',
    'PATCH /metric/v1/resource_type/{name}',
    'POST /metric/v1/aggregation/resource/{type}/metric/{name}',
    'POST /metric/v1/resource/{type}',
    'POST /metric/v1/resource_type',
    'POST /metric/v1/search/resource/{type}',
  ]),
  mayRefuse(
    'The names of time constraints must differ, and other rules relate fields of an alarm.',
    ['POST /alarming/v2/alarms', 'PUT /alarming/v2/alarms/{id}'],
  ),
  mayRefuse('Operations are a language of their own, and refer to metrics.', [
    'POST /metric/v1/aggregates',
  ]),
  mayRefuse('The operators of a search are counted together.', ['POST /metric/v1/search/metric']),
  {
    reason: 'Gnocchi takes a boolean for a number, as Python does.',
    operations: [
      'PATCH /metric/v1/archive_policy/{name}',
      'PATCH /metric/v1/resource_type/{name}',
      'POST /metric/v1/metric/{id}/measures',
    ],
    check: 'negative_data_rejection',
    statuses: [200, 202],
  },
  {
    reason: 'Where no metric is named there is nothing to compute, and the rest is not read.',
    operations: ['GET /metric/v1/aggregation/metric'],
    check: 'negative_data_rejection',
    statuses: [200],
  },
  {
    reason: 'The name of a metric is its key; a name inside says nothing.',
    operations: ['PATCH /metric/v1/resource/{type}/{id}'],
    check: 'negative_data_rejection',
    statuses: [200],
  },
];

/** Of these only the examples are tried: their bodies have the alarm of `POST /alarming/v2/alarms`, in thousands of cases. */
export const bodiesTriedElsewhere: readonly string[] = [
  'POST /alarming/v2/explain',
  'PUT /alarming/v2/alarms/{id}',
];
