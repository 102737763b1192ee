import { LambdaClient } from '@aws-sdk/client-lambda';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { rememberedPublishers } from '../app/remembered-publishers.ts';
import type { Environment } from '../../contract/environment.ts';
import { identityAnswers } from '../aws/publisher-answers.ts';
import type { PublisherGate } from '../../platform/ports.ts';
import { keystoneAuthenticator } from '../existing-keystone/authenticator.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { sha256Secrets } from '../node/sha256.ts';
import { dynamoAuthenticator } from '../aws/authenticator.ts';
import { keystonePlace } from './keystone-place.ts';

/** Who sends events, by our own users or by those of an existing Keystone. */
export function publisherGateOf(
  environment: Environment<
    | 'IDENTITY_FUNCTION_ARN'
    | 'IDENTITY_TABLE'
    | 'KEYSTONE_URL'
    | 'KEYSTONE_SECRET_ARN'
    | 'KEYSTONE_REMEMBER_SECONDS'
  >,
  tables: DynamoDBDocumentClient,
): PublisherGate {
  const place = keystonePlace(environment);
  if (place) return keystoneAuthenticator(place, { clock: systemClock });
  const ask = identityAnswers(new LambdaClient({}), environment.IDENTITY_FUNCTION_ARN);
  return {
    ...dynamoAuthenticator(tables, environment.IDENTITY_TABLE),
    byApplicationCredential: rememberedPublishers(
      { clock: systemClock, secrets: sha256Secrets },
      ask,
    ),
  };
}
