import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for `@aws-sdk/credential-provider-node` in every bundle: a Lambda's credentials are always
 * in its environment, and the full chain (profiles, SSO, instance metadata) costs 100 kB.
 */
export const defaultProvider = fromEnv;
