import * as z from 'zod';
import type { SeedProperties } from '../../contract/seed.ts';
import type { Role } from '../../platform/core/caller.ts';
import type { Assignment, Project, SeedRecord, User } from '../core/identity.ts';
import { identifierOf } from '../core/identifier.ts';
import { revocationOf } from '../core/token-life.ts';
import type { Ports, SigningKeys } from '../ports.ts';
import type { Vault } from '../../platform/ports.ts';

export type SeedPorts = Pick<Ports, 'clock' | 'identity' | 'ids' | 'passwords'> & {
  readonly vault: Vault;
  readonly signingKeys: SigningKeys;
};

/**
 * Brings the signing key, the first projects and users about. Again and again with the same end.
 *
 * It gives each thing once and remembers that it did: what an administrator has changed, taken or
 * removed since stays so. Only a secret that holds another password than last time sets it anew.
 */
export async function seedIdentity(ports: SeedPorts, seed: SeedProperties): Promise<void> {
  await seedSigningKey(ports, seed.signingKeySecretArn);
  const records = await ports.identity.seedRecords();
  const given = new Map(records.map((record) => [record.what, record]));
  const projects = new Map(
    await Promise.all(
      seed.projects.map(async ({ name }) => [name, await seedProject(ports, name, given)] as const),
    ),
  );
  const idOf = (name: string): string => {
    const id = projects.get(name);
    if (!id) throw new Error(`the settings name the project ${name} but do not list it`);
    return id;
  };
  await Promise.all(seed.users.map((user) => seedUser(ports, user, { idOf, given })));
}

/** What was given before, by `what`. */
type Given = ReadonlyMap<string, SeedRecord>;

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

/** The project's id, also if an administrator has removed it since: then nothing is given there. */
async function seedProject(
  { identity, ids }: SeedPorts,
  name: string,
  given: Given,
): Promise<string> {
  const what = `project/${name}`;
  const id = identifierOf(ids.derived('project', name));
  const known = (await identity.projectByName(name)) ?? (await identity.project(id));
  if (known || given.has(what)) return known?.id ?? id;
  const project: Project = { id, name, description: '', enabled: true };
  if ((await identity.putProject(project)) === 'name-taken')
    throw new Error(`the project ${name} appeared while it was being made`);
  await identity.putSeedRecord({ what });
  return id;
}

type SeededUser = SeedProperties['users'][number];

async function seedUser(
  ports: SeedPorts,
  seed: SeededUser,
  { idOf, given }: { readonly idOf: (project: string) => string; readonly given: Given },
): Promise<void> {
  const { identity, ids, vault } = ports;
  const id = identifierOf(ids.derived('user', seed.name));
  const assignments = seed.assignments.map(({ project, roles }) => ({
    projectId: idOf(project),
    roles,
  }));
  const defaultProjectId = seed.defaultProject ? idOf(seed.defaultProject) : null;
  const password = passwordIn((await vault.read(seed.passwordSecretArn)) ?? '');
  if (!password) throw new Error(`no password for ${seed.name} in its secret`);

  const known = (await identity.userByName(seed.name)) ?? (await identity.user(id));
  const record = given.get(`user/${seed.name}`);
  if (!known && record) return;
  const user = known ?? { id, name: seed.name, enabled: true, defaultProjectId };
  await seedPassword(ports, { user, known, password, record });
  await Promise.all(
    assignments.map((assignment) => seedRoles(ports, { userId: user.id, ...assignment }, given)),
  );
}

/** Gives the roles that were not given before, and remembers each. */
async function seedRoles({ identity }: SeedPorts, wanted: Assignment, given: Given) {
  const { userId, projectId } = wanted;
  const whatOf = (role: Role) => `role/${userId}/${projectId}/${role}`;
  const fresh = wanted.roles.filter((role) => !given.has(whatOf(role)));
  if (fresh.length === 0) return;
  const held = await identity.assignments(userId);
  const before = held.find((assignment) => assignment.projectId === projectId)?.roles ?? [];
  await identity.putAssignment({ userId, projectId, roles: [...new Set([...before, ...fresh])] });
  await Promise.all(fresh.map((role) => identity.putSeedRecord({ what: whatOf(role) })));
}

interface Password {
  readonly user: Omit<User, 'passwordHash'>;
  readonly known: User | undefined;
  readonly password: string;
  readonly record: SeedRecord | undefined;
}

/** Stores a new user, or the new password of one whose secret has changed, which ends his tokens. */
async function seedPassword(
  { clock, identity, passwords }: SeedPorts,
  { user, known, password, record }: Password,
): Promise<void> {
  const last = record?.passwordHash ?? known?.passwordHash;
  const same = last !== undefined && (await passwords.verify(password, last));
  const passwordHash = same ? last : await passwords.hash(password);
  if (!same) {
    const revocation = known && revocationOf('user', user.id, clock.now());
    if ((await identity.putUser({ ...user, passwordHash }, revocation)) === 'name-taken')
      throw new Error(`the user ${user.name} appeared while it was being made`);
  }
  const what = `user/${user.name}`;
  if (!same || !record) await identity.putSeedRecord({ what, passwordHash });
}

/** A generated secret is its text; one made from a template is JSON with the field `password`. */
function passwordIn(secret: string): string {
  try {
    return z.object({ password: z.string() }).parse(JSON.parse(secret)).password;
  } catch {
    return secret;
  }
}
