import type { PublisherGate } from '../../../platform/ports.ts';
import { type CacheAdapters, callerCache } from './caller-cache.ts';
import { credentialLogin } from './credential-login.ts';
import { contentOf, keystoneClient } from './keystone-client.ts';
import type { KeystoneConnection } from './keystone-connection.ts';
import { serviceUser } from './service-user.ts';
import {
  isTokenText,
  keystoneId,
  longestToken,
  type TokenContent,
  tokenContent,
} from './token-content.ts';
import { validateToken } from './validate-token.ts';

/** Authenticates by an existing Keystone. Throws `unavailable` while Keystone does not answer. */
export function keystoneAuthenticator(
  connection: KeystoneConnection,
  adapters: CacheAdapters,
): PublisherGate {
  const send = keystoneClient(connection.url);
  const service = serviceUser(connection, { send, clock: adapters.clock });
  const cachedCaller = callerCache(connection, adapters);

  async function logIn(id: string, secret: string): Promise<TokenContent | undefined> {
    const answer = await credentialLogin(send, { id, secret });
    return answer && contentOf(answer, tokenContent);
  }

  return {
    async byToken(token) {
      if (!isTokenText(token)) return undefined;
      return cachedCaller([token], () => validateToken({ send, service }, token));
    },
    async byApplicationCredential(id, secret) {
      if (!keystoneId.safeParse(id).success || secret.length > longestToken) return undefined;
      return cachedCaller([id, secret], () => logIn(id, secret));
    },
  };
}
