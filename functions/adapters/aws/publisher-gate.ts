import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { rememberedPublishers } from '../../app/identity/remembered-publishers.ts';
import type { Environment } from '../../contract/environment.ts';
import {
  type PublisherAnswer,
  publisherAnswer,
  type PublisherRequest,
} from '../../contract/publisher.ts';
import type { PublisherGate } from '../../ports/platform.ts';
import { keystoneAuthenticator } from '../keystone/authenticator.ts';
import { systemClock } from '../node/clock.ts';
import { sha256Secrets } from '../node/sha256.ts';
import { dynamoAuthenticator } from './identity/authenticator.ts';
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

/** The identity Lambda is called directly: nobody else may count wrong secrets. */
const identityAnswers =
  (client: LambdaClient, FunctionName: string) =>
  async (request: PublisherRequest): Promise<PublisherAnswer> => {
    const { FunctionError: failure, Payload: payload } = await client.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify(request) }),
    );
    if (failure !== undefined) throw new Error('identity failed to look at a credential');
    return publisherAnswer.parse(JSON.parse(new TextDecoder().decode(payload)));
  };
