import * as z from 'zod/mini';

/** The keys that a deployment generates and keeps: for tokens, for the signatures of deliveries, for functions' secrets. */
export const keyNames = ['signing', 'delivery', 'function'] as const;
export type KeyName = (typeof keyNames)[number];

/** The key's parameter in the Parameter Store. Names there must not begin with `aws` or `ssm`, as a prefix may. */
export const keyParameterName = (namePrefix: string, key: KeyName): string =>
  `/taibai/${namePrefix}/${key}-key`;

/** The properties of the custom resource that creates keys. CloudFormation makes texts of all values. */
export const keyProperties = z.object({
  /** Parameters that get a random text, once. */
  generated: z.array(z.string()),
  /** Parameters that are removed with the deployment. */
  removed: z.prefault(z.array(z.string()), []),
});
