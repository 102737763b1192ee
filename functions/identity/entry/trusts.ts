import { LambdaClient } from '@aws-sdk/client-lambda';
import type { Environment } from '../../contract/environment.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Trusts } from '../../platform/ports.ts';
import { trustClient } from '../aws/trust-client.ts';
import { keystoneTrusts } from '../existing-keystone/client/keystone-trusts.ts';
import { keystoneConnection } from '../existing-keystone/entry/keystone-connection.ts';

/** Trusts in our own identity Lambda, or in an existing Keystone. */
export function trustsOf(
  environment: Environment<
    'IDENTITY_FUNCTION_ARN' | 'KEYSTONE_URL' | 'KEYSTONE_SECRET_ARN' | 'KEYSTONE_REMEMBER_SECONDS'
  >,
): Trusts {
  const keystone = keystoneConnection(environment);
  return keystone
    ? keystoneTrusts(keystone, { clock: systemClock })
    : trustClient({
        client: new LambdaClient({}),
        functionArn: environment.IDENTITY_FUNCTION_ARN,
      });
}
