import { authenticator } from '../app/authenticator.ts';
import type { Authenticator } from '../../platform/ports.ts';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { joseTokenReader } from '../jose/token-reader.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { dynamoIdentityStore } from './identity-store.ts';

/** The gate as every service's Lambda builds it: it reads the identity table and holds no private key. */
export const dynamoAuthenticator = (
  client: DynamoDBDocumentClient,
  identityTable: string,
): Authenticator =>
  authenticator({
    clock: systemClock,
    identity: dynamoIdentityStore(client, identityTable),
    tokenReader: joseTokenReader(),
  });
