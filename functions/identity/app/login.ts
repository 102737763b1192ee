import type { DomainReference } from '../core/domain.ts';

/** A user or project as a client names it: by id, or by name within a domain. */
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
  /** Instead of the id, with the user it belongs to. */
  readonly name?: string | undefined;
  readonly user?: Reference | undefined;
  readonly secret: string;
}

/** An exchange of one token for another, usually to change the project. */
export interface TokenLogin {
  readonly method: 'token';
  readonly token: string;
}

export type Login = PasswordLogin | ApplicationCredentialLogin | TokenLogin;

/** What a client wants the token for. Nobody has a role in the domain or the system here: `elsewhere` is refused. */
export type Scope =
  | { readonly kind: 'project'; readonly project: Reference }
  | { readonly kind: 'unscoped' }
  | { readonly kind: 'elsewhere' };
