import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Environment } from '../../contract/environment.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Authenticator } from '../../platform/ports.ts';
import { keystoneAuthenticator } from '../existing-keystone/client/keystone-authenticator.ts';
import { keystoneConnection } from '../existing-keystone/entry/keystone-connection.ts';
import { sha256Secrets } from '../node/sha256.ts';
import { tokenAuthenticator } from './token-authenticator.ts';

/** Authenticates requests by our own users, or by those of an existing Keystone. */
export function gateOf(
  environment: Environment<
    'IDENTITY_TABLE' | 'KEYSTONE_URL' | 'KEYSTONE_SECRET_ARN' | 'KEYSTONE_REMEMBER_SECONDS'
  >,
  tables: DynamoDBDocumentClient,
): Authenticator {
  const keystone = keystoneConnection(environment);
  return keystone
    ? keystoneAuthenticator(keystone, { clock: systemClock, secrets: sha256Secrets })
    : tokenAuthenticator(tables, environment.IDENTITY_TABLE);
}
