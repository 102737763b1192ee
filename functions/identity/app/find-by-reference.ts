import type { ApplicationCredential, Project, User } from '../core/identity.ts';
import { isDefaultDomain } from '../core/domain.ts';
import { isIdentifier, isName } from '../core/identifier.ts';
import type { NamedStore, Ports } from '../ports.ts';
import type { ApplicationCredentialLogin, Reference } from './login.ts';

export const findUser = (
  { users }: Pick<Ports, 'users'>,
  reference: Reference,
): Promise<User | undefined> => find(users, reference);

export const findProject = (
  { projects }: Pick<Ports, 'projects'>,
  reference: Reference,
): Promise<Project | undefined> => find(projects, reference);

/** A name takes precedence over an id, and is looked up only in the default domain. */
async function find<Thing>(
  store: NamedStore<Thing>,
  { id, name, domain }: Reference,
): Promise<Thing | undefined> {
  if (name)
    return isName(name) && domain && isDefaultDomain(domain) ? store.byName(name) : undefined;
  return id && isIdentifier(id) ? store.get(id) : undefined;
}

/** Finds an application credential by id, or by its name and its user. */
export async function findCredential(
  { applicationCredentials, users }: Pick<Ports, 'applicationCredentials' | 'users'>,
  { id, name, user }: Pick<ApplicationCredentialLogin, 'id' | 'name' | 'user'>,
): Promise<ApplicationCredential | undefined> {
  if (id) return isIdentifier(id) ? applicationCredentials.get(id) : undefined;
  const owner = user && (await findUser({ users }, user));
  if (!owner) return undefined;
  const credentials = await applicationCredentials.ofUser(owner.id);
  return credentials.find((credential) => credential.name === name);
}
