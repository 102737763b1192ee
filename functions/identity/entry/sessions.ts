import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Environment } from '../../contract/environment.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { parameterVault } from '../../platform/aws/parameter-vault.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import type { Log } from '../../platform/ports.ts';
import { ownSessions } from '../app/sessions.ts';
import { tokenVerifier } from '../app/verify-token.ts';
import { dynamoIdentityStores } from '../aws/identity-stores.ts';
import { dynamoLoginFailures } from '../aws/login-failures.ts';
import { dynamoUsualSourceStore } from '../aws/usual-source-store.ts';
import { keystoneSessions } from '../existing-keystone/client/keystone-sessions.ts';
import { joseTokenReader } from '../jose/token-reader.ts';
import { joseTokenSigner } from '../jose/token-signer.ts';
import { scryptPasswords } from '../node/scrypt.ts';
import { sha256Secrets } from '../node/sha256.ts';
import type { Sessions } from '../session-ports.ts';

/** Logs in users of our own Keystone, for which it needs the key that signs tokens, or those of an existing one. */
export function sessionsOf(
  environment: Environment<
    'IDENTITY_TABLE' | 'KEYSTONE_URL' | 'SIGNING_KEY_PARAMETER' | 'TOKEN_LIFETIME_SECONDS'
  >,
  { log, tables }: { readonly log: Log; readonly tables: DynamoDBDocumentClient },
): Sessions {
  if (environment.KEYSTONE_URL !== '') return keystoneSessions(environment.KEYSTONE_URL);
  const table = environment.IDENTITY_TABLE;
  const stores = dynamoIdentityStores(tables, table);
  const vault = parameterVault(lambdaPlace(process.env));
  const verifying = { ...stores, clock: systemClock, tokenReader: joseTokenReader() };
  return ownSessions({
    ...verifying,
    ids: nodeIds,
    log,
    loginFailures: dynamoLoginFailures(tables, table),
    passwords: scryptPasswords,
    secrets: sha256Secrets,
    settings: { tokenLifetimeSeconds: Number(environment.TOKEN_LIFETIME_SECONDS) },
    sleep: timerSleep,
    tokenSigner: joseTokenSigner(() => vault.read(environment.SIGNING_KEY_PARAMETER)),
    usualSources: dynamoUsualSourceStore({ client: tables, name: table }),
    // Revocations are read for every request, so they take effect at once.
    verifyToken: tokenVerifier(verifying, 0),
  });
}
