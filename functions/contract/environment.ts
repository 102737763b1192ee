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
  'HITS_DEAD_LETTER_QUEUE_ARN',
  'EXECUTIONS_QUEUE_URL',
  'DELIVERIES_QUEUE_URL',
  'PROVISIONING_QUEUE_URL',
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
  'RULE_LIMIT',
  'EXECUTION_RETENTION_DAYS',
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
