import type { Settings } from '../ports.ts';

/** What of a deployment's settings the identity service needs. */
export type IdentitySettings = Pick<Settings, 'publicUrl' | 'region' | 'tokenLifetimeSeconds'>;
export interface WithIdentitySettings {
  readonly settings: IdentitySettings;
}
