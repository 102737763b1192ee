import { issueFunctionToken } from '../../functions/engine/app/credentials/issue-function-token.ts';
import type { FunctionTokens, SecretBox } from '../../functions/engine/secret-ports.ts';
import type { Caller } from '../../functions/platform/core/caller.ts';
import { Fault } from '../../functions/platform/core/fault.ts';
import type { CredentialTokens, PublisherGate } from '../../functions/platform/ports.ts';

export interface MemoryCredentials
  extends Pick<PublisherGate, 'byApplicationCredential'>,
    CredentialTokens {
  /** Those that are valid now, by their ids. */
  readonly known: Map<string, { readonly secret: string; readonly caller: Caller }>;
  /** What `token` was asked for. */
  readonly seconds: number[];
  /** As while the identity service does not answer. */
  outage: boolean;
}

/** Application credentials in a Map, behind both ports that read them. A token names its credential. */
export function memoryCredentials(): MemoryCredentials {
  const known: MemoryCredentials['known'] = new Map();
  const seconds: number[] = [];
  const callerBy = (id: string, secret: string) => {
    const found = known.get(id);
    return found?.secret === secret ? found.caller : undefined;
  };
  return {
    known,
    seconds,
    outage: false,
    authUrl: 'http://taibai.example:7070/identity/v3',
    byApplicationCredential: async (id, secret) => callerBy(id, secret),
    async token({ id, secret }, asked) {
      seconds.push(asked);
      return callerBy(id, secret) && `token of ${id}`;
    },
  };
}

/** The real use case, without the Lambda in between. */
export const memoryFunctionTokens = (
  secretBox: SecretBox,
  credentialTokens: MemoryCredentials,
): FunctionTokens => ({
  async token({ projectId, functionId }, { id, sealed }, timeoutSeconds) {
    if (credentialTokens.outage) throw new Fault('unavailable', 'an outage');
    const credential = { id, sealed };
    const request = { projectId, functionId, credential, timeoutSeconds };
    return issueFunctionToken({ secretBox, credentialTokens }, request);
  },
});
