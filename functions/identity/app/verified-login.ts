import type { LoginSource } from '../../platform/ports.ts';
import type { TokenClaims, User } from '../core/identity.ts';
import type { Ports } from '../ports.ts';
import type { ApplicationCredentialScope } from './application-credential-scope.ts';
import type { VerifySecretPorts } from './verify-secret.ts';

/** The outcome of one successful login. */
export interface VerifiedLogin {
  readonly user: User;
  /** Set for an application credential and for a token from one; the new token gets exactly this scope. */
  readonly credentialScope?: ApplicationCredentialScope;
  /** The token that is exchanged. */
  readonly from?: TokenClaims;
}

export type CredentialLoginPorts = VerifySecretPorts &
  Pick<Ports, 'applicationCredentials' | 'assignments' | 'projects' | 'users'>;

export type LoginPorts = CredentialLoginPorts & Pick<Ports, 'passwords'>;

export interface LoginContext {
  readonly source: LoginSource;
  /** Whether the request asks for a scope, which an application credential does not allow. */
  readonly scopeRequested: boolean;
}
