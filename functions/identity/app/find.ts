import type { ApplicationCredential, Project, User } from '../core/identity.ts';
import { isDefaultDomain } from '../core/domain.ts';
import { isIdentifier, isName } from '../core/identifier.ts';
import type { Ports } from '../ports.ts';
import type { ApplicationCredentialLogin, Reference } from './login.ts';

/** The user somebody means. A name counts before an id, and only within its domain. */
export async function findUser(
  { identity }: Pick<Ports, 'identity'>,
  { id, name, domain }: Reference,
): Promise<User | undefined> {
  if (name) return meansOurs(name, domain) ? identity.userByName(name) : undefined;
  return id && isIdentifier(id) ? identity.user(id) : undefined;
}

/** The project somebody means, by the same rules. */
export async function findProject(
  { identity }: Pick<Ports, 'identity'>,
  { id, name, domain }: Reference,
): Promise<Project | undefined> {
  if (name) return meansOurs(name, domain) ? identity.projectByName(name) : undefined;
  return id && isIdentifier(id) ? identity.project(id) : undefined;
}

const meansOurs = (name: string, domain: Reference['domain']): boolean =>
  isName(name) && domain !== undefined && isDefaultDomain(domain);

/** The application credential somebody means: by its id, or by its name and its user. */
export async function findCredential(
  ports: Pick<Ports, 'identity'>,
  { id, name, user }: Pick<ApplicationCredentialLogin, 'id' | 'name' | 'user'>,
): Promise<ApplicationCredential | undefined> {
  if (id) return isIdentifier(id) ? ports.identity.applicationCredential(id) : undefined;
  const owner = user && (await findUser(ports, user));
  if (!owner) return undefined;
  const credentials = await ports.identity.applicationCredentials(owner.id);
  return credentials.find((credential) => credential.name === name);
}
