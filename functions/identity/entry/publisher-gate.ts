import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Environment } from '../../contract/environment.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { PublisherGate } from '../../platform/ports.ts';
import { cachedPublishers } from '../app/cached-publishers.ts';
import { publisherClient } from '../aws/publisher-client.ts';
import { keystoneAuthenticator } from '../existing-keystone/client/keystone-authenticator.ts';
import { keystoneConnection } from '../existing-keystone/entry/keystone-connection.ts';
import { sha256Secrets } from '../node/sha256.ts';
import { tokenAuthenticator } from './token-authenticator.ts';

/** Authenticates publishers of events by our own users, or by those of an existing Keystone. */
export function publisherGateOf(
  environment: Environment<
    | 'PUBLISHERS_FUNCTION_ARN'
    | 'IDENTITY_TABLE'
    | 'KEYSTONE_URL'
    | 'KEYSTONE_SECRET_ARN'
    | 'KEYSTONE_REMEMBER_SECONDS'
  >,
  tables: DynamoDBDocumentClient,
): PublisherGate {
  const adapters = { clock: systemClock, secrets: sha256Secrets };
  const keystone = keystoneConnection(environment);
  if (keystone) return keystoneAuthenticator(keystone, adapters);
  const functionArn = environment.PUBLISHERS_FUNCTION_ARN;
  const verify = publisherClient({ place: lambdaPlace(process.env), functionArn });
  return {
    ...tokenAuthenticator(tables, environment.IDENTITY_TABLE),
    byApplicationCredential: cachedPublishers(adapters, verify),
  };
}
