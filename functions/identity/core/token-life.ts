import type { Revocation, TokenClaims } from './identity.ts';
import { after, type Instant } from '../../platform/core/instant.ts';

/** No token lives longer than a day, whatever the settings say: so a revocation may be forgotten after one. */
export const longestTokenLifeSeconds = 24 * 60 * 60;

/** So many exchanges of one token for the next, then a login is due: a token names all it came from. */
export const mostExchanges = 16;

/** When a new token ends: after its lifetime, or with what it was made from if that ends sooner. */
export function tokenEnd(
  now: Instant,
  lifetimeSeconds: number,
  bounds: readonly (Instant | null | undefined)[],
): Instant {
  const own = after(now, Math.min(lifetimeSeconds, longestTokenLifeSeconds));
  return bounds.reduce<Instant>((end, bound) => (bound && bound < end ? bound : end), own);
}

/** A revocation from now on, kept until no token it voids can be alive. */
export const revocationOf = (
  subject: Revocation['subject'],
  id: string,
  now: Instant,
): Revocation => ({
  subject,
  id,
  issuedBefore: now,
  forgetAt: after(now, longestTokenLifeSeconds),
});

/** The id of a `user-project` revocation: what a user may no longer do in one project. */
export const userInProject = (userId: string, projectId: string): string =>
  `${userId}/${projectId}`;

/** Whether the token still counts: not expired, and voided by none of the revocations. */
export const isAlive = (
  claims: TokenClaims,
  now: Instant,
  revocations: readonly Revocation[],
): boolean =>
  claims.expiresAt > now && !revocations.some((revocation) => voids(revocation, claims));

/** The very moment counts as before, as in Keystone (`keystone/revoke/backends/sql.py`, `_list_token_events`). */
const voids = ({ subject, id, issuedBefore }: Revocation, claims: TokenClaims): boolean =>
  subjects[subject](claims).includes(id) &&
  (claims.issuedAt <= issuedBefore || !comesBack.includes(subject));

/** What of a token a revocation's id is compared with. */
const subjects: Readonly<
  Record<Revocation['subject'], (claims: TokenClaims) => readonly (string | undefined)[]>
> = {
  token: ({ id, ancestors }) => [id, ...ancestors],
  'application-credential': ({ applicationCredential }) => [applicationCredential?.id],
  user: ({ userId }) => [userId],
  project: ({ project }) => [project?.id],
  'user-project': ({ userId, project }) => [project && userInProject(userId, project.id)],
};

/** Subjects that may get tokens again, which a revocation before them spares. */
const comesBack: readonly Revocation['subject'][] = ['user', 'project', 'user-project'];
