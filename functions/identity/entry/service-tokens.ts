import type { Environment } from '../../contract/environment.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { keystoneClient } from '../existing-keystone/client/keystone-client.ts';
import { serviceUser } from '../existing-keystone/client/service-user.ts';
import { keystoneConnection } from '../existing-keystone/entry/keystone-connection.ts';

/** Tokens of our service user in an existing Keystone, for other services of that cloud; undefined without one. */
export function serviceTokens(
  environment: Environment<'KEYSTONE_URL' | 'KEYSTONE_SECRET_ARN' | 'KEYSTONE_REMEMBER_SECONDS'>,
): (() => Promise<string>) | undefined {
  const connection = keystoneConnection(environment);
  if (!connection) return undefined;
  const send = keystoneClient(connection.url);
  const user = serviceUser(connection, { send, clock: systemClock });
  return async () => (await user.session()).token;
}
