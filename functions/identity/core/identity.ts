import type { Role } from '../../platform/core/caller.ts';
import type { Instant } from '../../platform/core/instant.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly passwordHash: string;
  readonly defaultProjectId: string | null;
  readonly description?: string;
  readonly email?: string;
}

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
}

export interface Assignment {
  readonly userId: string;
  readonly projectId: string;
  readonly roles: readonly Role[];
}

/** A credential a user made for a program: acts in one project with some of the user's roles. */
export interface ApplicationCredential {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly userId: string;
  readonly projectId: string;
  readonly roles: readonly Role[];
  /** SHA-256 of the secret, which is shown once. */
  readonly secretHash: string;
  readonly expiresAt: Instant | null;
  /** Whether a token from it may manage application credentials. */
  readonly unrestricted: boolean;
  readonly createdAt: Instant;
}

/**
 * Leave that a user gave the alarming service to act for him, in one project and with the roles his
 * token had: what stands behind an action `trust+http`. It ends with the alarm, and is worth nothing
 * while its user or project is disabled, or the roles are gone.
 */
export interface Trust {
  readonly id: string;
  readonly userId: string;
  readonly projectId: string;
  readonly roles: readonly Role[];
  readonly createdAt: Instant;
}

/** What a token says. It is complete: `GET /v3/auth/tokens` answers from it alone. */
export interface TokenClaims {
  readonly id: string;
  /** The tokens it was obtained from, one from the other, the oldest first; it ends with each of them. */
  readonly ancestors: readonly string[];
  readonly userId: string;
  readonly userName: string;
  readonly methods: readonly string[];
  /** Absent from an unscoped token. */
  readonly project?: { readonly id: string; readonly name: string };
  /** With implied roles. */
  readonly roles: readonly Role[];
  /** What it was made with, also after it was exchanged for another token. */
  readonly applicationCredential?: Pick<ApplicationCredential, 'id' | 'name' | 'unrestricted'>;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

/** Voids tokens: one with all obtained from it, or all of a subject that were issued by a moment. */
export interface Revocation {
  readonly subject: 'token' | 'user' | 'project' | 'user-project' | 'application-credential';
  readonly id: string;
  readonly issuedBefore: Instant;
  /** When no token it voids can be alive any more. */
  readonly forgetAt: Instant;
}

/** A key that tokens are checked with, as a JWK. Several live side by side while one is replaced. */
export interface PublicKey {
  readonly id: string;
  readonly jwk: Readonly<Record<string, unknown>>;
}

/**
 * What the deployment once gave: a project, a user, a role. It gives nothing twice, so that what an
 * administrator takes away stays away.
 */
export interface SeedRecord {
  readonly what: string;
  /** Of a user: the password his secret held, to see when the secret holds another. */
  readonly passwordHash?: string;
}
