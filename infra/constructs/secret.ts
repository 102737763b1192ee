import type { Access } from './access.ts';

/** Allows reading a secret; the variable holds the secret's ARN. */
export const secret = (arn: string): Access => ({
  value: arn,
  grants: [{ actions: ['secretsmanager:GetSecretValue'], resources: [arn] }],
});
