import type {
  FunctionTokenAnswer,
  FunctionTokenRequest,
} from '../../../contract/function-token.ts';
import type { CredentialTokens } from '../../../platform/ports.ts';
import { credentialPlace } from '../../core/functions/function-credential.ts';
import type { Ports } from '../../ports.ts';

/** What a run takes beyond the function's own time: a cold start, and our own calls. */
const marginSeconds = 60;

/** Opens the credential of a function, and gets a token by it. */
export async function issueFunctionToken(
  {
    credentialTokens,
    secretBox,
  }: Pick<Ports, 'secretBox'> & { readonly credentialTokens: CredentialTokens },
  { projectId, functionId, credential: { id, sealed }, timeoutSeconds }: FunctionTokenRequest,
): Promise<FunctionTokenAnswer> {
  const place = { projectId, functionId, name: credentialPlace(id) };
  const secret = await secretBox.open(place, sealed);
  if (secret === undefined)
    return { refused: `Application credential ${id} cannot be read any more: register it again.` };
  const token = await credentialTokens.token({ id, secret }, timeoutSeconds + marginSeconds);
  if (token === undefined)
    return {
      refused: `Application credential ${id} is gone or has expired, or its user has lost the project or its roles.`,
    };
  return { token, authUrl: credentialTokens.authUrl };
}
