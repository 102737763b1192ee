/**
 * The environment variables a deployed Lambda may be given. Stacks write them, entries read them,
 * both spell them by this list.
 */
export const variables = [
  'FUNCTIONS_TABLE',
  'EXECUTIONS_TABLE',
  'ALARMS_TABLE',
  'IDENTITY_TABLE',
  'BUCKET',
  'EVENT_BUS',
  'HITS_QUEUE_ARN',
  'HITS_QUEUE_URL',
  'HITS_DEAD_LETTER_QUEUE_ARN',
  'EXECUTIONS_QUEUE_URL',
  'DELIVERIES_QUEUE_URL',
  'PROVISIONING_QUEUE_URL',
  /** The queue a consumer takes its messages from. */
  'SOURCE_QUEUE_URL',
  /** Prefix of every user function's name in Lambda, and of every alarm's rule. */
  'NAME_PREFIX',
  'USER_FUNCTION_ROLE_ARN',
  'RUNTIME_LAYER_ARN',
  /** The base URL users see, without a slash at the end. */
  'PUBLIC_URL',
  /** Comma-separated CIDR blocks that alarm actions may reach although they are private. */
  'ALLOWED_NETWORKS',
  'REGION_NAME',
  'TOKEN_LIFETIME_SECONDS',
  'SIGNING_KEY_SECRET_ARN',
  /** Of the Lambda that keeps users' trusts. */
  'IDENTITY_FUNCTION_ARN',
  /** Of an existing Keystone's v3 API; empty where the deployment keeps its users itself. */
  'KEYSTONE_URL',
  /** The secret of our service user there. */
  'KEYSTONE_SECRET_ARN',
  /** For so many seconds an answer of it on a token counts. */
  'KEYSTONE_REMEMBER_SECONDS',
  /** Holds the key that every project's signing secret is derived from. */
  'DELIVERY_KEY_SECRET_ARN',
  'RULE_LIMIT',
  /** Different after the stack was destroyed and deployed again. */
  'DEPLOYMENT',
  'EXECUTION_RETENTION_DAYS',
  /** The secret that holds Ceilometer's `telemetry_secret`; empty where the deployment does not know it. */
  'TELEMETRY_SECRET_ARN',
  /** JSON: whose events of AWS accounts are, by `functions/contract/account-events.ts`. */
  'ACCOUNT_PROJECTS',
  /** Where messages of a broker wait that can never be read. */
  'POISON_QUEUE_URL',
  /** The account's registry of images in this region, `<account>.dkr.ecr.<region>.amazonaws.com`, and its namespace if only one counts. */
  'IMAGE_REGISTRY',
  /** What projects may have and do at most: JSON text of what differs from `project-limits.ts`, `{}` for nothing. */
  'PROJECT_LIMITS',
] as const;

export type Variable = (typeof variables)[number];
export type Environment<V extends Variable> = Readonly<Record<V, string>>;

/** Reads the named variables; one that is missing is a mistake of the stack and stops the Lambda at once. */
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
/** By these a Lambda knows who asks: from our own table, or from an existing Keystone; what is not used is empty. */
const gate = ['IDENTITY_TABLE', ...keystone] as const;
/** By these it acts for users who trust it. */
const trusts = ['IDENTITY_FUNCTION_ARN', ...keystone] as const;

/**
 * The deployed Lambdas, each with what it is told. The
 * stack grants what goes with each variable and nothing else.
 */
export const lambdas = {
  /** Keystone v3; the only holder of the signing key. */
  identity: [
    'IDENTITY_TABLE',
    'FUNCTIONS_TABLE',
    'ALARMS_TABLE',
    'SIGNING_KEY_SECRET_ARN',
    'PUBLIC_URL',
    'REGION_NAME',
    'TOKEN_LIFETIME_SECONDS',
  ],
  /** In its place where an existing Keystone keeps the users: says where they are. */
  'identity-elsewhere': ['KEYSTONE_URL'],
  /** Qinling v1, but for webhook invocation; also the default route. */
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
    'BUCKET',
    ...gate,
    ...trusts,
    'EVENT_BUS',
    'HITS_QUEUE_ARN',
    'HITS_DEAD_LETTER_QUEUE_ARN',
    'DELIVERIES_QUEUE_URL',
    'DELIVERY_KEY_SECRET_ARN',
    'NAME_PREFIX',
    'PUBLIC_URL',
    'ALLOWED_NETWORKS',
    'RULE_LIMIT',
  ],
  /** `POST /events`. */
  events: [...gate, 'IDENTITY_FUNCTION_ARN', 'EVENT_BUS', 'BUCKET', 'TELEMETRY_SECRET_ARN'],
  /** Consumes `account-events`: what AWS itself says on the account's default bus. */
  'account-events': ['EVENT_BUS', 'BUCKET', 'ACCOUNT_PROJECTS', 'SOURCE_QUEUE_URL'],
  /** Fed by an Amazon MQ broker, where a deployment has one. */
  'bridge-mq': ['EVENT_BUS', 'BUCKET', 'POISON_QUEUE_URL', 'TELEMETRY_SECRET_ARN'],
  /** Consumes `hits`. */
  evaluator: [
    'ALARMS_TABLE',
    'BUCKET',
    'HITS_QUEUE_URL',
    'EXECUTIONS_QUEUE_URL',
    'DELIVERIES_QUEUE_URL',
    'PUBLIC_URL',
    'SOURCE_QUEUE_URL',
  ],
  /** Consumes `executions`. */
  executor: [
    'FUNCTIONS_TABLE',
    'EXECUTIONS_TABLE',
    'BUCKET',
    'NAME_PREFIX',
    'EXECUTION_RETENTION_DAYS',
    'SOURCE_QUEUE_URL',
  ],
  /** Consumes `deliveries`. */
  notifier: [
    'ALARMS_TABLE',
    'BUCKET',
    'DELIVERIES_QUEUE_URL',
    'SOURCE_QUEUE_URL',
    'DELIVERY_KEY_SECRET_ARN',
    ...trusts,
    'PUBLIC_URL',
    'ALLOWED_NETWORKS',
  ],
  /** Consumes `provisioning`: the only one that may make and remove Lambda functions. */
  provisioner: [
    'FUNCTIONS_TABLE',
    'BUCKET',
    'NAME_PREFIX',
    'USER_FUNCTION_ROLE_ARN',
    'RUNTIME_LAYER_ARN',
    'SOURCE_QUEUE_URL',
  ],
  /** Once a minute: puts what is due back on its way. */
  sweeper: [
    'FUNCTIONS_TABLE',
    'EXECUTIONS_TABLE',
    'ALARMS_TABLE',
    'EXECUTIONS_QUEUE_URL',
    'PROVISIONING_QUEUE_URL',
    'DELIVERIES_QUEUE_URL',
    'EVENT_BUS',
    'HITS_QUEUE_ARN',
    'HITS_DEAD_LETTER_QUEUE_ARN',
    'NAME_PREFIX',
    'RULE_LIMIT',
    'DEPLOYMENT',
    'EXECUTION_RETENTION_DAYS',
  ],
  /** Custom resource: the signing key, the first projects and users. */
  seed: ['IDENTITY_TABLE', 'SIGNING_KEY_SECRET_ARN'],
  /** Custom resource: removes at deletion what was made at run time. `BUCKET` is empty if that one is kept. */
  cleaner: ['NAME_PREFIX', 'EVENT_BUS', 'BUCKET'],
} as const satisfies Readonly<Record<string, readonly Variable[]>>;

export type LambdaName = keyof typeof lambdas;
