import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Replaces `@aws-sdk/credential-provider-node` in every bundle. A Lambda's credentials are always in its
 * environment, and the full chain (profiles, SSO, instance metadata) would add 100 kB.
 */
export const defaultProvider = fromEnv;
