/**
 * What nobody has seen on AWS yet, and the emulator answers in its own way. The smoke test prints the list,
 * and docs/deployment.md has it too: who has an account looks at these first.
 */
export const tryFirstOnAws: readonly string[] = [
  'Quotas: Lambda "Concurrent executions" (ten in a new account), rules per bus (100 or 300), secrets.',
  'Permissions: no line with AccessDenied in any log group after the guide.',
  'Rule propagation: how long the rule of a new alarm takes ("a new alarm is effective soon", above).',
  'Alarms: those that count missing data as breaching are in ALARM for some minutes after the first deployment.',
  'Compressed JSON bodies: `POST /events` with `content-encoding: gzip` and `content-type: application/json`.',
  'The header `WWW-Authenticate` of a 401: API Gateway may hand it on as `x-amzn-remapped-www-authenticate`.',
  'One key twice in a batch of statements: two writes of one row in one BatchExecuteStatement.',
  'Paths: a name with `%2F`, `%3F`, `%23`, `%25`, and `GET /identity/` with its slash.',
  '`accountMetrics`: start an instance; ten minutes later `gnocchi resource list --type instance` has it.',
  'Custom resources: MaximumConcurrency and BatchSize of the executor come from the attributes of one.',
  'Changing settings: remove a user, then add it again; put an existing Keystone in, then take it out.',
];
