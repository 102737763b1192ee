import { credentialEnded } from '../../core/functions/function-credential.ts';
import type { Ports } from '../../ports.ts';
import type { FunctionToken } from '../../secret-ports.ts';
import type { ReadyCode } from './readiness.ts';

/** The token of a run; undefined if nobody registered a credential for this code. */
export async function functionToken(
  { functionTokens }: Pick<Ports, 'functionTokens'>,
  { functionId, timeoutSeconds, credential, counted: { projectId } }: ReadyCode,
): Promise<FunctionToken | undefined> {
  if (!credential) return undefined;
  const { id, sealed } = credential;
  if (sealed === null) return { refused: credentialEnded(credential) };
  return functionTokens.token({ projectId, functionId }, { id, sealed }, timeoutSeconds);
}
