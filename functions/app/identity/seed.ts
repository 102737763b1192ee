import * as z from 'zod';
import type { SeedProperties } from '../../contract/seed.ts';
import type { Project, User } from '../../core/identity.ts';
import { identifierOf } from '../../core/identity/identifier.ts';
import { revocationOf } from '../../core/identity/token-life.ts';
import type { Ports } from '../../ports.ts';
import type { SigningKeys, Vault } from '../../ports/identity.ts';

export type SeedPorts = Pick<Ports, 'clock' | 'identity' | 'ids' | 'passwords'> & {
  readonly vault: Vault;
  readonly signingKeys: SigningKeys;
};

/**
 * Brings the signing key, the first projects and users about. Again and again with the same end.
 *
 * It adds and never takes away: a user an administrator disabled stays disabled, a role given since
 * stays, a project renamed since keeps its name.
 */
export async function seedIdentity(ports: SeedPorts, seed: SeedProperties): Promise<void> {
  await seedSigningKey(ports, seed.signingKeySecretArn);
  const projects = new Map(
    await Promise.all(
      seed.projects.map(async ({ name }) => [name, (await seedProject(ports, name)).id] as const),
    ),
  );
  const idOf = (name: string): string => {
    const id = projects.get(name);
    if (!id) throw new Error(`the settings name the project ${name} but do not list it`);
    return id;
  };
  await Promise.all(seed.users.map((user) => seedUser(ports, user, idOf)));
}

async function seedSigningKey({ identity, signingKeys, vault }: SeedPorts, secret: string) {
  const kept = await vault.read(secret);
  const known = kept === undefined ? undefined : await signingKeys.publicKeyOf(kept);
  if (known) return identity.putPublicKey(known);
  const made = await signingKeys.generate();
  const publicKey = await signingKeys.publicKeyOf(made);
  if (!publicKey) throw new Error('the signing key that was just made cannot be read');
  // The public half first: no token may be signed with a key that nobody can check.
  await identity.putPublicKey(publicKey);
  await vault.write(secret, made);
}

async function seedProject({ identity, ids }: SeedPorts, name: string): Promise<Project> {
  const id = identifierOf(ids.derived('project', name));
  const known = (await identity.projectByName(name)) ?? (await identity.project(id));
  if (known) return known;
  const project: Project = { id, name, description: '', enabled: true };
  if ((await identity.putProject(project)) === 'stored') return project;
  throw new Error(`the project ${name} appeared while it was being made`);
}

async function seedUser(
  ports: SeedPorts,
  seed: SeedProperties['users'][number],
  idOf: (project: string) => string,
) {
  const { identity, ids } = ports;
  const id = identifierOf(ids.derived('user', seed.name));
  const known = (await identity.userByName(seed.name)) ?? (await identity.user(id));
  const user = {
    id,
    name: seed.name,
    enabled: true,
    ...known,
    defaultProjectId:
      known?.defaultProjectId ?? (seed.defaultProject ? idOf(seed.defaultProject) : null),
  };
  await seedPassword(ports, user, known?.passwordHash, seed.passwordSecretArn);
  const held = await identity.assignments(user.id);
  await Promise.all(
    seed.assignments.map(({ project, roles }) => {
      const projectId = idOf(project);
      const before = held.find((assignment) => assignment.projectId === projectId)?.roles ?? [];
      return identity.putAssignment({
        userId: user.id,
        projectId,
        roles: [...new Set([...before, ...roles])],
      });
    }),
  );
}

/** Stores the user with the password the secret holds; another one than before ends the tokens of the old. */
async function seedPassword(
  { clock, identity, passwords, vault }: SeedPorts,
  user: Omit<User, 'passwordHash'>,
  knownHash: string | undefined,
  secret: string,
): Promise<void> {
  const password = passwordIn((await vault.read(secret)) ?? '');
  if (!password) throw new Error(`no password for ${user.name} in its secret`);
  const same = knownHash !== undefined && (await passwords.verify(password, knownHash));
  const passwordHash = same ? knownHash : await passwords.hash(password);
  const revocation =
    knownHash === undefined || same ? undefined : revocationOf('user', user.id, clock.now());
  if ((await identity.putUser({ ...user, passwordHash }, revocation)) === 'name-taken')
    throw new Error(`the user ${user.name} appeared while it was being made`);
}

/** A generated secret is its text; one made from a template is JSON with the field `password`. */
function passwordIn(secret: string): string {
  try {
    return z.object({ password: z.string() }).parse(JSON.parse(secret)).password;
  } catch {
    return secret;
  }
}
