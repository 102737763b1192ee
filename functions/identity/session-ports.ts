import type { Role } from '../platform/core/caller.ts';
import type { Instant } from '../platform/core/instant.ts';
import type { LoginSource } from '../platform/ports.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What a valid token says of whoever holds it. */
export interface TokenHolder {
  readonly user: Named;
  /** Missing in a token for no project. */
  readonly project?: Named | undefined;
  /** Implied roles included. */
  readonly roles: readonly Role[];
  readonly expiresAt: Instant;
  /** Whether it is of an application credential, which is for one project and no other. */
  readonly isOfCredential: boolean;
}

export interface HeldToken {
  readonly token: string;
  readonly holder: TokenHolder;
}

/** Logs people in: to our own Keystone, or to an existing one. Throws a fault for a login that is refused. */
export interface Sessions {
  /** A token for no project. */
  byPassword(
    login: { readonly user: string; readonly domain: string; readonly password: string },
    source: LoginSource,
  ): Promise<HeldToken>;
  /** A token for the credential's project. */
  byApplicationCredential(
    credential: { readonly id: string; readonly secret: string },
    source: LoginSource,
  ): Promise<HeldToken>;
  /** A token for a project of the same user, which is valid for no longer. */
  exchange(token: string, projectId: string, source: LoginSource): Promise<HeldToken>;
  read(token: string): Promise<TokenHolder | undefined>;
  /** The projects that the holder can get a token for. */
  projects(token: string): Promise<readonly Named[]>;
  /** The id of the project that its user works in by default, if there is one. */
  defaultProject(token: string): Promise<string | undefined>;
  /** Ends a token, and those exchanged from it where it is ours. One that is not valid has ended already. */
  revoke(token: string): Promise<void>;
}
