import { unauthenticated } from '../core/refusal.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { TokenClaims } from '../core/identity.ts';
import type { HeldToken, Sessions, TokenHolder } from '../session-ports.ts';
import type { Ports } from '../ports.ts';
import { type AuthenticatePorts, authenticate } from './authenticate.ts';
import type { IssuedToken } from './issue-token.ts';
import { availableProjects } from './projects.ts';
import { revokeToken } from './subject-token.ts';

export type SessionPorts = AuthenticatePorts & Pick<Ports, 'revocations'>;

/** Sessions of our own users: by the use cases of `/identity/v3/auth/tokens`, so that they count and throttle alike. */
export function ownSessions(ports: SessionPorts): Sessions {
  const claimsOf = async (token: string): Promise<TokenClaims> => {
    const claims = await ports.verifyToken(token);
    if (!claims) throw unauthenticated();
    return claims;
  };
  return {
    async byPassword({ user, domain, password }, source) {
      const login = {
        method: 'password',
        user: { name: user, domain: { name: domain } },
        password,
      } as const;
      const scope = { kind: 'unscoped' } as const;
      return held(await authenticate(ports, { logins: [login], scope, source }));
    },

    async byApplicationCredential(credential, source) {
      const login = { method: 'application_credential', ...credential } as const;
      return held(await authenticate(ports, { logins: [login], scope: undefined, source }));
    },

    async exchange(token, projectId, source) {
      await claimsOf(token);
      const scope = { kind: 'project', project: { id: projectId } } as const;
      return held(
        await authenticate(ports, { logins: [{ method: 'token', token }], scope, source }),
      );
    },

    async read(token) {
      const claims = await ports.verifyToken(token);
      return claims && holderOf(claims);
    },

    async projects(token) {
      const projects = await availableProjects(ports, await claimsOf(token));
      return projects.map(({ id, name }) => ({ id, name }));
    },

    async defaultProject(token) {
      const user = await ports.users.get((await claimsOf(token)).userId);
      return user?.defaultProjectId ?? undefined;
    },

    async revoke(token) {
      const requester = await ports.verifyToken(token);
      if (!requester) return;
      try {
        await revokeToken(ports, { requester, token });
      } catch (error) {
        // It ended meanwhile, with the token that it came from.
        if (!(error instanceof Fault && error.code === 'not-found')) throw error;
      }
    },
  };
}

const held = ({ token, claims }: IssuedToken): HeldToken => ({ token, holder: holderOf(claims) });

const holderOf = (claims: TokenClaims): TokenHolder => ({
  user: { id: claims.userId, name: claims.userName },
  project: claims.project,
  roles: claims.roles,
  expiresAt: claims.expiresAt,
  isOfCredential: claims.applicationCredential !== undefined,
});
