import type { DomainReference } from '../core/domain.ts';

/** How a client refers to a user or project: by id, or by name within a domain. */
export interface Reference {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly domain?: DomainReference | undefined;
}

export interface PasswordLogin {
  readonly method: 'password';
  readonly user: Reference;
  readonly password: string;
}

export interface ApplicationCredentialLogin {
  readonly method: 'application_credential';
  readonly id?: string | undefined;
  /** Instead of the id, together with the user that owns the credential. */
  readonly name?: string | undefined;
  readonly user?: Reference | undefined;
  readonly secret: string;
}

/** Exchanges one token for another, usually to change the project. */
export interface TokenLogin {
  readonly method: 'token';
  readonly token: string;
}

export type Login = PasswordLogin | ApplicationCredentialLogin | TokenLogin;

/** The requested scope of a token. Scopes of a domain, the system or a trust are unsupported, and refused. */
export type Scope =
  | { readonly kind: 'project'; readonly project: Reference }
  | { readonly kind: 'unscoped' }
  | { readonly kind: 'unsupported' };
