import type { Access } from './access.ts';

/** Allows these actions on a secret; the variable holds the secret's ARN. */
export const secret = (
  arn: string,
  ...actions: readonly ('GetSecretValue' | 'PutSecretValue')[]
): Access => ({
  value: arn,
  grants: [{ actions: actions.map((action) => `secretsmanager:${action}`), resources: [arn] }],
});
