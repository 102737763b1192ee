import type { Role } from '../../platform/core/caller.ts';
import type { ApplicationCredential, Project, TokenClaims, User } from '../core/identity.ts';
import { identifierOf } from '../core/identifier.ts';
import { tokenEnd } from '../core/token-life.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { Ports } from '../ports.ts';
import type { WithIdentitySettings } from './settings.ts';

/** What somebody has proved and may have a token for. */
export interface Grant {
  /**
   * When the proof began. The token counts as issued then: what was taken away while it was looked at is
   * taken away from the token too.
   */
  readonly since: Instant;
  readonly user: User;
  readonly methods: readonly string[];
  readonly project?: Project;
  readonly roles: readonly Role[];
  readonly credential?: ApplicationCredential;
  /** The token it was exchanged for: it passes on its end, so that nobody stays logged in for ever. */
  readonly from?: TokenClaims;
}

export interface IssuedToken {
  readonly token: string;
  readonly claims: TokenClaims;
}

export async function issueToken(
  { ids, settings, tokenSigner }: Pick<Ports, 'ids' | 'tokenSigner'> & WithIdentitySettings,
  { since, user, methods, project, roles, credential, from }: Grant,
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
