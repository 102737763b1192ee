import { delimiter } from 'node:path';
import { password } from './local-settings.ts';

export interface ClientOptions {
  /** The base URL of the stack. */
  readonly url: string;
  /** Where users log in; the stack's own Keystone by default. */
  readonly authUrl?: string | undefined;
  /** The folder with the clients' programs. */
  readonly bin: string;
  readonly user: string;
  /** The password of a local stack's users by default. */
  readonly password?: string;
  /** By default the project with the user's name. */
  readonly project?: string;
  /** Home and temporary folder of the clients. */
  readonly home: string;
}

/**
 * The environment in which the unmodified clients work as a user of a stack. It contains nothing of the
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
