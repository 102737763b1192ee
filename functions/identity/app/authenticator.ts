import type { Ports } from '../ports.ts';
import type { Authenticator } from '../../platform/ports.ts';
import { tokenVerifier } from './verify-token.ts';

/** The one gate of all services: who a token stands for. */
export function authenticator(
  ports: Pick<Ports, 'clock' | 'identity' | 'tokenReader'>,
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
