import type { Role } from '../../platform/core/caller.ts';
import type { ApplicationCredential, Project, TokenClaims, User } from '../core/identity.ts';
import { identifierOf } from '../core/identifier.ts';
import { tokenEnd } from '../core/token-life.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { Ports, Settings } from '../ports.ts';

/** What a new token is issued for. */
export interface NewToken {
  /**
   * When the login began, which is the issue time of the token: a revocation that happens while the
   * login is being verified applies to the token too.
   */
  readonly since: Instant;
  readonly user: User;
  readonly methods: readonly string[];
  readonly project?: Project;
  readonly roles: readonly Role[];
  readonly credential?: ApplicationCredential;
  /** The token it is exchanged for. The new token expires no later, so exchanges do not extend a login. */
  readonly from?: TokenClaims;
}

export interface IssuedToken {
  readonly token: string;
  readonly claims: TokenClaims;
}

export type IssueTokenPorts = Pick<Ports, 'ids' | 'tokenSigner'> & {
  readonly settings: Pick<Settings, 'tokenLifetimeSeconds'>;
};

export async function issueToken(
  { ids, settings, tokenSigner }: IssueTokenPorts,
  { since, user, methods, project, roles, credential, from }: NewToken,
): Promise<IssuedToken> {
  const claims: TokenClaims = {
    id: identifierOf(ids.random()),
    ancestors: from ? [...from.ancestors, from.id] : [],
    userId: user.id,
    userName: user.name,
    methods: [...new Set([...methods, ...(from?.methods ?? [])])],
    ...(project && { project: { id: project.id, name: project.name } }),
    roles,
    ...(credential && {
      applicationCredential: {
        id: credential.id,
        name: credential.name,
        unrestricted: credential.unrestricted,
      },
    }),
    issuedAt: since,
    expiresAt: tokenEnd(since, settings.tokenLifetimeSeconds, [
      from?.expiresAt,
      credential?.expiresAt,
    ]),
  };
  return { token: await tokenSigner.sign(claims), claims };
}
