import type { TaibaiFunction } from '../../constructs/function.ts';

/** The Keystone that has the users: the deployment's own, or an existing one. */
export interface IdentityService {
  /** Lets a Lambda authenticate its callers. */
  grantAuthentication(service: TaibaiFunction<'alarming' | 'engine' | 'events'>): void;
  /** Lets the ingest check application credentials. */
  grantCredentialCheck(service: TaibaiFunction<'events'>): void;
  /** Lets a Lambda use trusts to act on behalf of users. */
  grantTrusts(service: TaibaiFunction<'alarming' | 'notifier'>): void;
}
