import type { Access } from './access.ts';

/** To do these things with a secret, which is named by its ARN. */
export const secret = (
  arn: string,
  ...actions: readonly ('GetSecretValue' | 'PutSecretValue')[]
): Access => ({
  value: arn,
  grants: [{ actions: actions.map((action) => `secretsmanager:${action}`), resources: [arn] }],
});
