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
  /** JSON: the queues of looks that wait for services elsewhere, see `functions/contract/looks-elsewhere.ts`. */
  'LOOKS_ELSEWHERE',
  'BUCKET',
  'EVENT_BUS',
  'HITS_QUEUE_ARN',
  'HITS_QUEUE_URL',
  'HITS_DEAD_LETTER_QUEUE_ARN',
  'EXECUTIONS_QUEUE_URL',
  'DELIVERIES_QUEUE_URL',
  /** Empty if the deployment stores no events. */
  'BACKTESTS_QUEUE_URL',
  /** Empty if the deployment stores no events. */
  'REPLAYS_QUEUE_URL',
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
  /** Whether the deployment has the console, whose session is in cookies: `true` or `false`. */
  'CONSOLE',
  /** JSON: the dead-letter queues, see `functions/contract/dead-letters.ts`. */
  'DEAD_LETTERS',
] as const;

export type Variable = (typeof variables)[number];
