import type { Variable } from './variables.ts';

export type Environment<V extends Variable> = Readonly<Record<V, string>>;

/** Reads the named variables. Throws if one is missing, which is a mistake of the stack. */
export function readEnvironment<const V extends Variable>(
  names: readonly V[],
  from: Readonly<Record<string, string | undefined>>,
): Environment<V> {
  const missing = names.filter((name) => from[name] === undefined);
  if (missing.length > 0) throw new Error(`missing environment: ${missing.join(', ')}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are exactly `names`
  return Object.fromEntries(names.map((name) => [name, from[name] ?? ''])) as Environment<V>;
}

const keystone = ['KEYSTONE_URL', 'KEYSTONE_SECRET_ARN', 'KEYSTONE_REMEMBER_SECONDS'] as const;
/** For authentication: our own table, or an existing Keystone. The variables of the other are empty. */
const gate = ['IDENTITY_TABLE', ...keystone, 'CONSOLE'] as const;

/** For alarms on measures. The tables of metrics are empty if the deployment has none. */
const metricAlarms = [
  'LOOKS_QUEUE_URL',
  'MEASURE_ALARMS',
  'METRIC_INDEX_TABLE',
  'MEASURES_TABLE',
] as const;

/** For measures. */
const metrics = ['METRIC_INDEX_TABLE', 'MEASURES_TABLE', 'BUCKET'] as const;

/** For consuming a queue. */
const source = ['SOURCE_QUEUE_URL', 'DEAD_LETTER_QUEUE_URL'] as const;

/** The deployed Lambdas with their variables. The stack grants the rights that each variable needs, and no others. */
export const lambdas = {
  /** Keystone v3; holds the signing key. */
  identity: [
    'IDENTITY_TABLE',
    'FUNCTIONS_TABLE',
    'ALARMS_TABLE',
    'EVENTS_TABLE',
    'SIGNING_KEY_PARAMETER',
    'PUBLIC_URL',
    'REGION_NAME',
    'TOKEN_LIFETIME_SECONDS',
    'METRICS',
    'CONSOLE',
  ],
  /** Invoked by `events` and `engine` alone: verifies application credentials. */
  'identity-publishers': ['IDENTITY_TABLE'],
  /** Invoked by `alarming` alone: creates and ends trusts. */
  'identity-trusts': ['IDENTITY_TABLE'],
  /** Invoked by `notifier` alone: issues tokens for trusts, so it holds the signing key. */
  'identity-trust-tokens': ['IDENTITY_TABLE', 'SIGNING_KEY_PARAMETER', 'TOKEN_LIFETIME_SECONDS'],
  /** Replaces `identity` if an existing Keystone has the users: points clients to it. */
  'identity-elsewhere': ['KEYSTONE_URL'],
  /** Qinling v1 except the invocation of webhooks; also the default route. */
  engine: [
    'FUNCTIONS_TABLE',
    'EXECUTIONS_TABLE',
    ...gate,
    'BUCKET',
    'EXECUTIONS_QUEUE_URL',
    'PROVISIONING_QUEUE_URL',
    'NAME_PREFIX',
    'PUBLIC_URL',
    'EXECUTION_RETENTION_DAYS',
    'IMAGE_REGISTRY',
    'PROJECT_LIMITS',
    'PYTHON_RUNTIMES',
    'FUNCTION_KEY_PARAMETER',
    'PUBLISHERS_FUNCTION_ARN',
    'FUNCTION_TOKENS_FUNCTION_ARN',
  ],
  /** `POST /v1/webhooks/{id}/invoke`. */
  webhook: [
    'FUNCTIONS_TABLE',
    'EXECUTIONS_TABLE',
    'BUCKET',
    'EXECUTIONS_QUEUE_URL',
    'EXECUTION_RETENTION_DAYS',
    'PROJECT_LIMITS',
  ],
  /** Aodh v2. */
  alarming: [
    'ALARMS_TABLE',
    'EXECUTIONS_TABLE',
    'FUNCTIONS_TABLE',
    'EVENTS_TABLE',
    'EVENT_STORAGE',
    'BACKTESTS_QUEUE_URL',
    'REPLAYS_QUEUE_URL',
    'BUCKET',
    ...gate,
    'TRUSTS_FUNCTION_ARN',
    'EVENT_BUS',
    'HITS_QUEUE_ARN',
    'HITS_DEAD_LETTER_QUEUE_ARN',
    'DELIVERIES_QUEUE_URL',
    'DELIVERY_KEY_PARAMETER',
    ...metricAlarms,
    'NAME_PREFIX',
    'PUBLIC_URL',
    'ALLOWED_NETWORKS',
    'RULE_LIMIT',
  ],
  /** `/taibai/v1/session`, if the deployment has the console: signs people in, and so holds the signing key. */
  'console-session': [
    'IDENTITY_TABLE',
    'SIGNING_KEY_PARAMETER',
    'KEYSTONE_URL',
    'TOKEN_LIFETIME_SECONDS',
    'EVENT_STORAGE',
    'METRICS',
    'PUBLIC_URL',
  ],
  /** The rest of `/taibai/v1`: reads alone. */
  'console-api': [
    ...gate,
    'ALARMS_TABLE',
    'EXECUTIONS_TABLE',
    'FUNCTIONS_TABLE',
    'EVENTS_TABLE',
    'EVENT_STORAGE',
    'BUCKET',
    'PUBLIC_URL',
  ],
  /** `/taibai/v1/admin`: counts what projects have, and sends, shows and deletes dead letters. */
  'console-admin': [
    ...gate,
    'ALARMS_TABLE',
    'FUNCTIONS_TABLE',
    'DEAD_LETTERS',
    'PROJECT_LIMITS',
    'PUBLIC_URL',
  ],
  /** Gnocchi v1. */
  metric: [...metrics, ...gate, 'PUBLIC_URL', 'LOOKS_QUEUE_URL'],
  /** Consumes `account-metrics`: what CloudWatch says of EC2 instances, if the deployment reads it. */
  'account-metrics': [...metrics, 'LOOKS_QUEUE_URL', 'ACCOUNT_PROJECTS', ...source],
  /** Runs every five minutes: compacts measures, and clears away what deleted metrics leave. */
  'metric-upkeep': metrics,
  /** `POST /events`. */
  events: [
    ...gate,
    'PUBLISHERS_FUNCTION_ARN',
    'EVENT_BUS',
    'BUCKET',
    'TELEMETRY_SECRET_ARN',
    'ALARMS_TABLE',
  ],
  /** Consumes `archive`: stores events, if the deployment does. */
  archiver: ['EVENTS_TABLE', 'BUCKET', 'EVENT_STORAGE', ...source],
  /** The files of the console and of the API's documentation, if the deployment has them. */
  pages: [],
  /** Panko v2, under `/events/v2`, if the deployment stores events. */
  'event-log': ['EVENTS_TABLE', 'BUCKET', ...gate, 'EVENT_STORAGE', 'PUBLIC_URL'],
  /** Consumes `account-events`: AWS's events on the account's default bus. */
  'account-events': ['EVENT_BUS', 'BUCKET', 'ACCOUNT_PROJECTS', ...source],
  /** Consumes the messages of an Amazon MQ broker, if the deployment has one. */
  'bridge-mq': ['EVENT_BUS', 'BUCKET', 'POISON_QUEUE_URL', 'TELEMETRY_SECRET_ARN'],
  /** Consumes `hits`. */
  evaluator: [
    'ALARMS_TABLE',
    'BUCKET',
    'HITS_QUEUE_URL',
    'EXECUTIONS_QUEUE_URL',
    'DELIVERIES_QUEUE_URL',
    'PUBLIC_URL',
    ...source,
  ],
  /** Invoked by `engine` and `executor` alone: gets tokens by the application credentials of functions. */
  'function-tokens': [
    'FUNCTION_KEY_PARAMETER',
    'IDENTITY_TABLE',
    'SIGNING_KEY_PARAMETER',
    'KEYSTONE_URL',
    'PUBLIC_URL',
  ],
  /** Consumes `looks`; in copies of its own, the looks that wait for a service elsewhere. */
  looker: [
    'ALARMS_TABLE',
    'BUCKET',
    ...metricAlarms,
    'LOOKS_ELSEWHERE',
    'EXECUTIONS_QUEUE_URL',
    'DELIVERIES_QUEUE_URL',
    ...keystone,
    'PUBLIC_URL',
    ...source,
  ],
  /** Consumes `executions`. */
  executor: [
    'FUNCTIONS_TABLE',
    'EXECUTIONS_TABLE',
    'BUCKET',
    'NAME_PREFIX',
    'EXECUTION_RETENTION_DAYS',
    'PROJECT_LIMITS',
    'FUNCTION_TOKENS_FUNCTION_ARN',
    ...source,
  ],
  /** Consumes `deliveries`. */
  notifier: [
    'ALARMS_TABLE',
    'BUCKET',
    'DELIVERIES_QUEUE_URL',
    ...source,
    'DELIVERY_KEY_PARAMETER',
    'TRUST_TOKENS_FUNCTION_ARN',
    ...keystone,
    'PUBLIC_URL',
    'ALLOWED_NETWORKS',
  ],
  /** Consumes `backtests`, if the deployment stores events. */
  backtester: [
    'ALARMS_TABLE',
    'EVENTS_TABLE',
    'EVENT_STORAGE',
    'BUCKET',
    'BACKTESTS_QUEUE_URL',
    ...source,
  ],
  /** Consumes `replays`, if the deployment stores events. */
  replayer: [
    'ALARMS_TABLE',
    'EVENTS_TABLE',
    'EVENT_STORAGE',
    'BUCKET',
    'REPLAYS_QUEUE_URL',
    'HITS_QUEUE_URL',
    'EXECUTIONS_QUEUE_URL',
    'EVENT_BUS',
    ...source,
  ],
  /** Consumes `provisioning`. Only this Lambda may create and delete Lambda functions. */
  provisioner: [
    'FUNCTIONS_TABLE',
    'BUCKET',
    'NAME_PREFIX',
    'USER_FUNCTION_ROLE_ARN',
    'RUNTIME_LAYER_ARN',
    ...source,
    'PYTHON_RUNTIMES',
    'FUNCTION_KEY_PARAMETER',
  ],
  /** Runs once a minute and sends what is due to its queue. */
  sweeper: [
    'FUNCTIONS_TABLE',
    'EXECUTIONS_TABLE',
    'ALARMS_TABLE',
    'EVENTS_TABLE',
    'EXECUTIONS_QUEUE_URL',
    'PROVISIONING_QUEUE_URL',
    'DELIVERIES_QUEUE_URL',
    ...metricAlarms,
    'BACKTESTS_QUEUE_URL',
    'REPLAYS_QUEUE_URL',
    'EVENT_BUS',
    'HITS_QUEUE_ARN',
    'HITS_DEAD_LETTER_QUEUE_ARN',
    'NAME_PREFIX',
    'USER_FUNCTION_ROLE_ARN',
    'RUNTIME_LAYER_ARN',
    'RULE_LIMIT',
    'DEPLOYMENT',
    'EXECUTION_RETENTION_DAYS',
  ],
  /** A custom resource: creates the signing key, the first projects and the first users. */
  seed: ['IDENTITY_TABLE', 'SIGNING_KEY_PARAMETER'],
  /** A custom resource: creates the keys that the deployment keeps, and removes them with all its data. */
  keys: [],
  /** A custom resource: tells the deployment how many concurrent Lambdas the account allows. */
  'account-concurrency': [],
  /** A custom resource: on deletion, removes what was created at run time. `BUCKET` is empty if it is kept. */
  cleaner: ['NAME_PREFIX', 'EVENT_BUS', 'BUCKET'],
} as const satisfies Readonly<Record<string, readonly Variable[]>>;

export type LambdaName = keyof typeof lambdas;
