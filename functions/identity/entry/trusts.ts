import { LambdaClient } from '@aws-sdk/client-lambda';
import type { Environment } from '../../contract/environment.ts';
import type { Trusts } from '../../platform/ports.ts';
import { identityTrusts } from '../aws/trusts.ts';
import { keystoneTrusts } from '../existing-keystone/trusts.ts';
import { keystonePlace } from './keystone-place.ts';

/** Trusts as our own identity Lambda keeps them, or an existing Keystone. */
export function trustsOf(
  environment: Environment<
    'IDENTITY_FUNCTION_ARN' | 'KEYSTONE_URL' | 'KEYSTONE_SECRET_ARN' | 'KEYSTONE_REMEMBER_SECONDS'
  >,
): Trusts {
  const place = keystonePlace(environment);
  return place
    ? keystoneTrusts(place)
    : identityTrusts(new LambdaClient({}), environment.IDENTITY_FUNCTION_ARN);
}
