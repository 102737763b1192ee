import { isDefaultDomain } from '../core/domain.ts';
import type { Ports } from '../ports.ts';
import type { ApplicationCredentialLogin, Reference } from './login.ts';

type CredentialReference = Pick<ApplicationCredentialLogin, 'id' | 'name' | 'user'>;

/**
 * What failures of a login are counted for: a hash of how it names its user or credential, and of
 * nothing that only an existing one has. So those that do not exist are counted like those that do.
 */
export const userReference = (ports: Pick<Ports, 'secrets'>, user: Reference): string =>
  ports.secrets.hash(JSON.stringify(userKey(user)));

export const credentialReference = (
  ports: Pick<Ports, 'secrets'>,
  { id, name, user }: CredentialReference,
): string =>
  ports.secrets.hash(
    JSON.stringify(id ? ['credential', id] : ['credential', user && userKey(user), name]),
  );

/** As a login looks it up: the name takes precedence over the id, and only one domain has users. */
const userKey = ({ id, name, domain }: Reference): readonly unknown[] =>
  name ? ['name', name, domain !== undefined && isDefaultDomain(domain)] : ['id', id];
