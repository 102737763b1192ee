import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Environment } from '../../contract/environment.ts';
import type { Authenticator } from '../../platform/ports.ts';
import { keystoneAuthenticator } from '../existing-keystone/authenticator.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { dynamoAuthenticator } from '../aws/authenticator.ts';
import { keystonePlace } from './keystone-place.ts';

/** Who a token stands for, by our own users or by those of an existing Keystone. */
export function gateOf(
  environment: Environment<
    'IDENTITY_TABLE' | 'KEYSTONE_URL' | 'KEYSTONE_SECRET_ARN' | 'KEYSTONE_REMEMBER_SECONDS'
  >,
  tables: DynamoDBDocumentClient,
): Authenticator {
  const place = keystonePlace(environment);
  return place
    ? keystoneAuthenticator(place, { clock: systemClock })
    : dynamoAuthenticator(tables, environment.IDENTITY_TABLE);
}
