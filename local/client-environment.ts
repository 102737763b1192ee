import { delimiter } from 'node:path';
import { password } from './local-settings.ts';

export interface ClientOptions {
  /** The base URL of the stack. */
  readonly url: string;
  /** Where users log in: the stack's own identity by default. */
  readonly authUrl?: string | undefined;
  /** Folder of the clients' programs. */
  readonly bin: string;
  readonly user: string;
  /** That of a local stack's users by default. */
  readonly password?: string;
  /** The user's own by default, which has the user's name. */
  readonly project?: string;
  /** Where the clients keep and find things of their own. */
  readonly home: string;
}

/**
 * What the unmodified clients need to work as a user of a stack, and nothing of the
 * developer's own: no other cloud, no proxy, no home.
 */
export function clientEnvironment(options: ClientOptions): NodeJS.ProcessEnv {
  return {
    PATH: [options.bin, '/usr/bin', '/bin'].join(delimiter),
    HOME: options.home,
    TMPDIR: options.home,
    LANG: 'C.UTF-8',
    PYTHONDONTWRITEBYTECODE: process.env['PYTHONDONTWRITEBYTECODE'],
    OS_AUTH_TYPE: 'password',
    OS_AUTH_URL: options.authUrl ?? `${options.url}/identity/v3`,
    OS_IDENTITY_API_VERSION: '3',
    OS_USERNAME: options.user,
    OS_PASSWORD: options.password ?? password,
    OS_PROJECT_NAME: options.project ?? options.user,
    OS_USER_DOMAIN_NAME: 'Default',
    OS_PROJECT_DOMAIN_NAME: 'Default',
    OS_REGION_NAME: 'RegionOne',
  };
}
