import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../platform/node/clock.ts';
import type { Authenticator } from '../../platform/ports.ts';
import { authenticator } from '../app/authenticator.ts';
import { dynamoIdentityStores } from '../aws/identity-stores.ts';
import { joseTokenReader } from '../jose/token-reader.ts';

/** Authenticates by our own tokens: needs read access to the identity table and no private key. */
export const tokenAuthenticator = (
  client: DynamoDBDocumentClient,
  identityTable: string,
): Authenticator =>
  authenticator({
    ...dynamoIdentityStores(client, identityTable),
    clock: systemClock,
    tokenReader: joseTokenReader(),
  });
