import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { functionTokenRequest } from '../../contract/function-token.ts';
import { credentialTokensOf } from '../../identity/entry/credential-tokens.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { parameterVault } from '../../platform/aws/parameter-vault.ts';
import { issueFunctionToken } from '../app/credentials/issue-function-token.ts';
import { aesSecretBox } from '../node/secret-box.ts';

const environment = readEnvironment(lambdas['function-tokens'], process.env);
const keys = parameterVault(lambdaPlace(process.env));
const ports = {
  credentialTokens: credentialTokensOf(environment),
  secretBox: aesSecretBox(() => keys.read(environment.FUNCTION_KEY_PARAMETER)),
};

export const handler = (event: unknown) =>
  issueFunctionToken(ports, functionTokenRequest.parse(event));
