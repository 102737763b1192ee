import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { functionTokenRequest } from '../../contract/function-token.ts';
import { credentialTokensOf } from '../../identity/entry/credential-tokens.ts';
import { secretsManagerVault } from '../../platform/aws/vault.ts';
import { issueFunctionToken } from '../app/credentials/issue-function-token.ts';
import { aesSecretBox } from '../node/secret-box.ts';

const environment = readEnvironment(lambdas['function-tokens'], process.env);
const vault = secretsManagerVault(new SecretsManagerClient({}));
const ports = {
  credentialTokens: credentialTokensOf(environment),
  secretBox: aesSecretBox(() => vault.read(environment.FUNCTION_KEY_SECRET_ARN)),
};

export const handler = (event: unknown) =>
  issueFunctionToken(ports, functionTokenRequest.parse(event));
