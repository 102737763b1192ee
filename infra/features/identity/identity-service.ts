import type { TaibaiFunction } from '../../constructs/function.ts';

/** The Keystone that has the users: the deployment's own, or an existing one. */
export interface IdentityService {
  /** Lets a Lambda authenticate its callers. */
  grantAuthentication(
    service: TaibaiFunction<
      'alarming' | 'console-admin' | 'console-api' | 'engine' | 'event-log' | 'events' | 'metric'
    >,
  ): void;
  /** Lets the ingest and the engine check application credentials. */
  grantCredentialCheck(service: TaibaiFunction<'events' | 'engine'>): void;
  /** Lets a Lambda log in with application credentials. */
  grantCredentialTokens(service: TaibaiFunction<'function-tokens'>): void;
  /** Lets alarming's API create and end trusts. */
  grantTrusts(service: TaibaiFunction<'alarming'>): void;
  /** Lets the notifier act on behalf of users by their trusts. */
  grantTrustTokens(service: TaibaiFunction<'notifier'>): void;
  /** Lets the console sign people in. */
  grantSessions(service: TaibaiFunction<'console-session'>): void;
}
