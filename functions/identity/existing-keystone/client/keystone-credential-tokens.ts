import type { CredentialTokens } from '../../../platform/ports.ts';
import { credentialLogin } from './credential-login.ts';
import { keystoneClient } from './keystone-client.ts';
import { issuedToken } from './token-content.ts';

/** Tokens of an existing Keystone, which says itself how long they are valid. */
export function keystoneCredentialTokens(url: string): CredentialTokens {
  const send = keystoneClient(url);
  return {
    authUrl: url,
    async token(credential) {
      const answer = await credentialLogin(send, credential);
      return answer && issuedToken(answer);
    },
  };
}
