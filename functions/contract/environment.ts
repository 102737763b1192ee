/** The environment variables of the deployed Lambdas: stacks write them, and entries read them. */
export const variables = [
  'FUNCTIONS_TABLE',
  'EXECUTIONS_TABLE',
  'ALARMS_TABLE',
  'IDENTITY_TABLE',
  /** Stored events; empty if the deployment stores none. */
  'EVENTS_TABLE',
  'METRIC_INDEX_TABLE',
  'MEASURES_TABLE',
  /** The queue of looks at alarms on measures; empty if there are none. */
  'LOOKS_QUEUE_URL',
  'BUCKET',
  'EVENT_BUS',
  'HITS_QUEUE_ARN',
  'HITS_QUEUE_URL',
  'HITS_DEAD_LETTER_QUEUE_ARN',
  'EXECUTIONS_QUEUE_URL',
  'DELIVERIES_QUEUE_URL',
  /** Empty if the deployment stores no events. */
  'BACKTESTS_QUEUE_URL',
  'PROVISIONING_QUEUE_URL',
  /** The queue that a consumer receives messages from. */
  'SOURCE_QUEUE_URL',
  /** The queue that a consumer sends messages to that it can never process. */
  'DEAD_LETTER_QUEUE_URL',
  /** JSON, see `functions/contract/measure-alarms.ts`; empty if the deployment evaluates no alarms on measures. */
  'MEASURE_ALARMS',
  /** Prefix of every user function's name in Lambda, and of every alarm's rule. */
  'NAME_PREFIX',
  'USER_FUNCTION_ROLE_ARN',
  'RUNTIME_LAYER_ARN',
  /** The base URL that users see, without a trailing slash. */
  'PUBLIC_URL',
  /** Comma-separated CIDR blocks of private networks that alarm actions may reach. */
  'ALLOWED_NETWORKS',
  'REGION_NAME',
  'TOKEN_LIFETIME_SECONDS',
  /** The parameter with the private key that signs tokens. */
  'SIGNING_KEY_PARAMETER',
  /** The Lambda that verifies application credentials. */
  'PUBLISHERS_FUNCTION_ARN',
  /** The Lambda that creates and ends users' trusts. */
  'TRUSTS_FUNCTION_ARN',
  /** The Lambda that gets tokens for functions. */
  'FUNCTION_TOKENS_FUNCTION_ARN',
  /** The Lambda that issues tokens for trusts. */
  'TRUST_TOKENS_FUNCTION_ARN',
  /** The v3 API of an existing Keystone; empty if the deployment has its own users. */
  'KEYSTONE_URL',
  /** The secret with the credentials of our service user there. */
  'KEYSTONE_SECRET_ARN',
  /** How long the validation of a token is cached. */
  'KEYSTONE_REMEMBER_SECONDS',
  /** The parameter with the key from which each project's signing secret is derived. */
  'DELIVERY_KEY_PARAMETER',
  /** The parameter with the key that encrypts the secrets of functions. */
  'FUNCTION_KEY_PARAMETER',
  'RULE_LIMIT',
  /** An id that changes if the stack is destroyed and deployed again. */
  'DEPLOYMENT',
  'EXECUTION_RETENTION_DAYS',
  /** The secret with Ceilometer's `telemetry_secret`; empty if the deployment does not know it. */
  'TELEMETRY_SECRET_ARN',
  /** JSON: the projects of AWS accounts, see `functions/contract/account-events.ts`. */
  'ACCOUNT_PROJECTS',
  /** The queue for a broker's messages that can never be read. */
  'POISON_QUEUE_URL',
  /** The registry of images, `<account>.dkr.ecr.<region>.amazonaws.com`, and a namespace if images must be in one. */
  'IMAGE_REGISTRY',
  /** The limits of projects: JSON text of what differs from the defaults in `project-limits.ts`; `{}` for no difference. */
  'PROJECT_LIMITS',
  /** JSON: how long events are stored, see `functions/contract/event-storage.ts`; empty if none are. */
  'EVENT_STORAGE',
  /** The Pythons that functions may run on: comma-separated identifiers of Lambda. */
  'PYTHON_RUNTIMES',
  /** Whether the deployment has the metrics service: `true` or `false`. */
  'METRICS',
] as const;

export type Variable = (typeof variables)[number];
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
const gate = ['IDENTITY_TABLE', ...keystone] as const;

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
    'EVENTS_TABLE',
    'EVENT_STORAGE',
    'BACKTESTS_QUEUE_URL',
    'BUCKET',
    ...gate,
    'TRUSTS_FUNCTION_ARN',
    'EVENT_BUS',
    'HITS_QUEUE_ARN',
    'HITS_QUEUE_URL',
    'HITS_DEAD_LETTER_QUEUE_ARN',
    'DELIVERIES_QUEUE_URL',
    'DELIVERY_KEY_PARAMETER',
    ...metricAlarms,
    'NAME_PREFIX',
    'PUBLIC_URL',
    'ALLOWED_NETWORKS',
    'RULE_LIMIT',
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
  /** Consumes `looks`. */
  looker: [
    'ALARMS_TABLE',
    'BUCKET',
    ...metricAlarms,
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
