import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Environment } from '../../contract/environment.ts';
import type { Authenticator } from '../../ports/platform.ts';
import { keystoneAuthenticator } from '../keystone/authenticator.ts';
import { systemClock } from '../node/clock.ts';
import { dynamoAuthenticator } from './identity/authenticator.ts';
import { keystonePlace } from './keystone-place.ts';

/** Who a token stands for, by our own users or by those of an existing Keystone. */
export function gateOf(
  environment: Environment<
    'IDENTITY_TABLE' | 'KEYSTONE_URL' | 'KEYSTONE_SECRET_ARN' | 'KEYSTONE_REMEMBER_SECONDS'
  >,
  tables: DynamoDBDocumentClient,
): Authenticator {
  const place = keystonePlace(environment);
  if (!place) return dynamoAuthenticator(tables, environment.IDENTITY_TABLE);
  const rememberSeconds = Number(environment.KEYSTONE_REMEMBER_SECONDS);
  return keystoneAuthenticator(place, { clock: systemClock, rememberSeconds });
}
