import type { Revocation, TokenClaims } from './identity.ts';
import { after, type Instant } from '../../platform/core/instant.ts';

/** Caps the configured token lifetime at one day, so that a revocation can expire after a day. */
export const maximumTokenLifeSeconds = 24 * 60 * 60;

/** How often a token can be exchanged before a new login is needed. Bounds the ancestors a token carries. */
export const maximumExchanges = 16;

/** When a new token expires: after its lifetime, or at the earliest of `bounds`, such as the expiry of its credential. */
export function tokenEnd(
  now: Instant,
  lifetimeSeconds: number,
  bounds: readonly (Instant | null | undefined)[],
): Instant {
  const own = after(now, Math.min(lifetimeSeconds, maximumTokenLifeSeconds));
  return bounds.reduce<Instant>((end, bound) => (bound && bound < end ? bound : end), own);
}

/** Revokes the tokens issued up to now; kept until all of them have expired. */
export const revocationOf = (
  subject: Revocation['subject'],
  id: string,
  now: Instant,
): Revocation => ({
  subject,
  id,
  issuedBefore: now,
  forgetAt: after(now, maximumTokenLifeSeconds),
});

/** The id of a `user-project` revocation, which invalidates a user's tokens for one project. */
export const userInProject = (userId: string, projectId: string): string =>
  `${userId}/${projectId}`;

/** Whether the token has neither expired nor been revoked. */
export const isValid = (
  claims: TokenClaims,
  now: Instant,
  revocations: readonly Revocation[],
): boolean =>
  claims.expiresAt > now && !revocations.some((revocation) => applies(revocation, claims));

/** A token issued at the instant of the revocation is revoked too (`keystone/revoke/backends/sql.py`, `_list_token_events`). */
const applies = ({ subject, id, issuedBefore }: Revocation, claims: TokenClaims): boolean =>
  idsBySubject[subject](claims).includes(id) &&
  (claims.issuedAt <= issuedBefore || !reusable.includes(subject));

/** The ids in a token that a revocation's id is compared with. */
const idsBySubject: Readonly<
  Record<Revocation['subject'], (claims: TokenClaims) => readonly (string | undefined)[]>
> = {
  token: ({ id, ancestors }) => [id, ...ancestors],
  'application-credential': ({ applicationCredential }) => [applicationCredential?.id],
  user: ({ userId }) => [userId],
  project: ({ project }) => [project?.id],
  'user-project': ({ userId, project }) => [project && userInProject(userId, project.id)],
};

/** Subjects that can get new tokens after a revocation, which then stay valid. */
const reusable: readonly Revocation['subject'][] = ['user', 'project', 'user-project'];
