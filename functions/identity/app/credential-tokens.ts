import type { CredentialTokens } from '../../platform/ports.ts';
import { isIdentifier } from '../core/identifier.ts';
import type { Ports } from '../ports.ts';
import { applicationCredentialScope } from './application-credential-scope.ts';
import { issueToken } from './issue-token.ts';

type IssuePorts = Pick<
  Ports,
  | 'applicationCredentials'
  | 'assignments'
  | 'clock'
  | 'ids'
  | 'projects'
  | 'secrets'
  | 'tokenSigner'
  | 'users'
>;

/**
 * Issues tokens by application credentials that were verified when they were registered. So a wrong secret
 * is no guess, and does not count as one.
 */
export const credentialTokens = (ports: IssuePorts, authUrl: string): CredentialTokens => ({
  authUrl,
  async token({ id, secret }, tokenLifetimeSeconds) {
    const since = ports.clock.now();
    const credential = isIdentifier(id) ? await ports.applicationCredentials.get(id) : undefined;
    if (!credential || !ports.secrets.verify(secret, credential.secretHash)) return undefined;
    const scope = await applicationCredentialScope(ports, credential);
    if (!scope) return undefined;
    const { token } = await issueToken(
      { ...ports, settings: { tokenLifetimeSeconds } },
      { since, ...scope, methods: ['application_credential'] },
    );
    return token;
  },
});
