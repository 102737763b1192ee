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

/** A credential that lets a program act in one project with some of its user's roles. */
export interface ApplicationCredential {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly userId: string;
  readonly projectId: string;
  readonly roles: readonly Role[];
  /** SHA-256 of the secret, which is shown only at creation. */
  readonly secretHash: string;
  readonly expiresAt: Instant | null;
  /** Whether a token issued for it may manage application credentials. */
  readonly unrestricted: boolean;
  readonly createdAt: Instant;
}

/**
 * Lets the alarming service act for a user in one project, with the roles of the token it was created
 * with; actions with `trust+http` rely on it. It ends with the alarm, and yields no token while its
 * user or project is disabled or the user has lost the roles.
 */
export interface Trust {
  readonly id: string;
  readonly userId: string;
  readonly projectId: string;
  readonly roles: readonly Role[];
  readonly createdAt: Instant;
}

/** The content of a token: all that `GET /v3/auth/tokens` answers with. */
export interface TokenClaims {
  readonly id: string;
  /** The tokens it was exchanged from, oldest first. Revoking any of them revokes it. */
  readonly ancestors: readonly string[];
  readonly userId: string;
  readonly userName: string;
  readonly methods: readonly string[];
  /** Absent from an unscoped token. */
  readonly project?: { readonly id: string; readonly name: string };
  /** Implied roles included. */
  readonly roles: readonly Role[];
  /** The credential it was issued for; kept when the token is exchanged. */
  readonly applicationCredential?: Pick<ApplicationCredential, 'id' | 'name' | 'unrestricted'>;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

/** Invalidates one token and those exchanged from it, or all tokens of a subject issued up to an instant. */
export interface Revocation {
  readonly subject: 'token' | 'user' | 'project' | 'user-project' | 'application-credential';
  readonly id: string;
  readonly issuedBefore: Instant;
  /** When every token that it invalidates has expired. */
  readonly forgetAt: Instant;
}

/** A key to verify tokens with, as a JWK. Several coexist during a rotation. */
export interface PublicKey {
  readonly id: string;
  readonly jwk: Readonly<Record<string, unknown>>;
}

/**
 * Records that the deployment created a project, a user or a role assignment. Each is created only
 * once, so that a deployment does not restore what an administrator removed.
 */
export interface SeedRecord {
  readonly what: string;
  /** For a user: the hash of the password in the secret, to notice a new password there. */
  readonly passwordHash?: string;
}
