import type { Environment } from '../../contract/environment.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Trusts, TrustTokens } from '../../platform/ports.ts';
import { trustClient, trustTokenClient } from '../aws/trust-client.ts';
import { keystoneTrusts } from '../existing-keystone/client/keystone-trusts.ts';
import { keystoneConnection } from '../existing-keystone/entry/keystone-connection.ts';

type KeystoneVariables = 'KEYSTONE_URL' | 'KEYSTONE_SECRET_ARN' | 'KEYSTONE_REMEMBER_SECONDS';

/** Creates and ends trusts in our own identity service, or in an existing Keystone. */
export function trustsOf(
  environment: Environment<'TRUSTS_FUNCTION_ARN' | KeystoneVariables>,
): Trusts {
  const keystone = keystoneConnection(environment);
  return keystone
    ? keystoneTrusts(keystone, { clock: systemClock })
    : trustClient({
        place: lambdaPlace(process.env),
        functionArn: environment.TRUSTS_FUNCTION_ARN,
      });
}

/** Tokens for trusts, from our own identity service or from an existing Keystone. */
export function trustTokensOf(
  environment: Environment<'TRUST_TOKENS_FUNCTION_ARN' | KeystoneVariables>,
): TrustTokens {
  const keystone = keystoneConnection(environment);
  return keystone
    ? keystoneTrusts(keystone, { clock: systemClock })
    : trustTokenClient({
        place: lambdaPlace(process.env),
        functionArn: environment.TRUST_TOKENS_FUNCTION_ARN,
      });
}
