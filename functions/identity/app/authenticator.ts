import type { Ports } from '../ports.ts';
import type { Authenticator } from '../../platform/ports.ts';
import { tokenVerifier } from './verify-token.ts';

/** Authenticates the requests of every service by token. */
export function authenticator(
  ports: Pick<Ports, 'clock' | 'publicKeys' | 'revocations' | 'tokenReader'>,
): Authenticator {
  const verify = tokenVerifier(ports);
  return {
    async byToken(token) {
      const claims = await verify(token);
      if (!claims?.project) return undefined;
      return { userId: claims.userId, projectId: claims.project.id, roles: claims.roles };
    },
  };
}
