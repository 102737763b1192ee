import type { TaibaiFunction } from '../../constructs/function.ts';

/** The Keystone that has the users: the deployment's own, or an existing one. */
export interface IdentityService {
  /** Lets a Lambda authenticate its callers. */
  grantAuthentication(service: TaibaiFunction<'alarming' | 'engine' | 'events' | 'metric'>): void;
  /** Lets the ingest check application credentials. */
  grantCredentialCheck(service: TaibaiFunction<'events'>): void;
  /** Lets alarming's API create and end trusts. */
  grantTrusts(service: TaibaiFunction<'alarming'>): void;
  /** Lets the notifier act on behalf of users by their trusts. */
  grantTrustTokens(service: TaibaiFunction<'notifier'>): void;
}
