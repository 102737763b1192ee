import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { getConnInfo, handle } from 'hono/aws-lambda';
import { dynamoAlarmStore } from '../adapters/aws/alarm-store.ts';
import { documentClient } from '../adapters/aws/dynamo.ts';
import { dynamoFunctionStore } from '../adapters/aws/function-store.ts';
import { dynamoIdentityStore } from '../adapters/aws/identity/identity-store.ts';
import { dynamoLoginFailures } from '../adapters/aws/identity/login-failures.ts';
import { powertoolsLog } from '../adapters/aws/log.ts';
import { secretsManagerVault } from '../adapters/aws/vault.ts';
import { joseTokenReader } from '../adapters/jose/token-reader.ts';
import { joseTokenSigner } from '../adapters/jose/token-signer.ts';
import { systemClock } from '../adapters/node/clock.ts';
import { nodeIds } from '../adapters/node/ids.ts';
import { scryptPasswords } from '../adapters/node/scrypt.ts';
import { sha256Secrets } from '../adapters/node/sha256.ts';
import { lambdas, readEnvironment } from '../contract/environment.ts';
import { identityApp } from '../http/identity/app.ts';

const environment = readEnvironment(lambdas.identity, process.env);
const client = documentClient();
const vault = secretsManagerVault(new SecretsManagerClient({}));

export const handler = handle(
  identityApp({
    alarms: dynamoAlarmStore(client, environment.ALARMS_TABLE),
    clock: systemClock,
    functions: dynamoFunctionStore(client, environment.FUNCTIONS_TABLE, systemClock),
    identity: dynamoIdentityStore(client, environment.IDENTITY_TABLE),
    ids: nodeIds,
    loginFailures: dynamoLoginFailures(client, environment.IDENTITY_TABLE),
    log: powertoolsLog('identity'),
    passwords: scryptPasswords,
    secrets: sha256Secrets,
    tokenReader: joseTokenReader(),
    tokenSigner: joseTokenSigner(() => vault.read(environment.SIGNING_KEY_SECRET_ARN)),
    sourceOf: (context) => getConnInfo(context).remote.address ?? 'unknown',
    settings: {
      publicUrl: environment.PUBLIC_URL,
      region: environment.REGION_NAME,
      tokenLifetimeSeconds: Number(environment.TOKEN_LIFETIME_SECONDS),
    },
  }),
);
