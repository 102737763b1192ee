import * as z from 'zod/mini';
import type { SeedProperties } from '../../contract/seed.ts';
import type { Role } from '../../platform/core/caller.ts';
import type { Assignment, SeedRecord, User } from '../core/identity.ts';
import { identifierOf } from '../core/identifier.ts';
import { revocationOf } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';

export type SeedUserPorts = Pick<Ports, 'assignments' | 'clock' | 'ids' | 'passwords'> &
  Pick<Ports, 'seedRecords' | 'users' | 'vault'>;

interface SeedContext {
  readonly projectIdOf: (name: string) => string;
  /** The records of earlier runs, by `what`. */
  readonly seeded: ReadonlyMap<string, SeedRecord>;
}

/** Creates a user with roles, unless an administrator has deleted the user since an earlier run. */
export async function seedUser(
  ports: SeedUserPorts,
  seed: SeedProperties['users'][number],
  { projectIdOf, seeded }: SeedContext,
): Promise<void> {
  const { ids, users, vault } = ports;
  const id = identifierOf(ids.derived('user', seed.name));
  const assignments = seed.assignments.map(({ project, roles }) => ({
    projectId: projectIdOf(project),
    roles,
  }));
  const defaultProjectId = seed.defaultProject ? projectIdOf(seed.defaultProject) : null;
  const password = passwordIn((await vault.read(seed.passwordSecret)) ?? '');
  if (!password) throw new Error(`no password for ${seed.name} in its secret`);

  const known = (await users.byName(seed.name)) ?? (await users.get(id));
  const record = seeded.get(`user/${seed.name}`);
  if (!known && record) return;
  const user = known ?? { id, name: seed.name, enabled: true, defaultProjectId };
  await seedPassword(ports, { user, known, password, record });
  await Promise.all(
    assignments.map((assignment) => seedRoles(ports, { userId: user.id, ...assignment }, seeded)),
  );
}

/** Grants the roles that no earlier run granted, and records each. */
async function seedRoles(
  { assignments, seedRecords }: Pick<Ports, 'assignments' | 'seedRecords'>,
  { userId, projectId, roles }: Assignment,
  seeded: SeedContext['seeded'],
): Promise<void> {
  const whatOf = (role: Role) => `role/${userId}/${projectId}/${role}`;
  const added = roles.filter((role) => !seeded.has(whatOf(role)));
  if (added.length === 0) return;
  const held = await assignments.ofUser(userId);
  const before = held.find((assignment) => assignment.projectId === projectId)?.roles ?? [];
  await assignments.put({ userId, projectId, roles: [...new Set([...before, ...added])] });
  await Promise.all(added.map((role) => seedRecords.put({ what: whatOf(role) })));
}

interface SeedPassword {
  readonly user: Omit<User, 'passwordHash'>;
  readonly known: User | undefined;
  readonly password: string;
  readonly record: SeedRecord | undefined;
}

/** Stores a new user, or the new password from a user's secret, which revokes the user's tokens. */
async function seedPassword(
  { clock, passwords, seedRecords, users }: SeedUserPorts,
  { user, known, password, record }: SeedPassword,
): Promise<void> {
  const last = record?.passwordHash ?? known?.passwordHash;
  const same = last !== undefined && (await passwords.verify(password, last));
  const passwordHash = same ? last : await passwords.hash(password);
  if (!same) {
    const revocation = known && revocationOf('user', user.id, clock.now());
    if ((await users.put({ ...user, passwordHash }, revocation)) === 'name-taken')
      throw new Error(`the user ${user.name} was created concurrently`);
  }
  if (!same || !record) await seedRecords.put({ what: `user/${user.name}`, passwordHash });
}

/** The password in a secret: its text, or the field `password` if the secret is JSON. */
function passwordIn(secret: string): string {
  try {
    return z.object({ password: z.string() }).parse(JSON.parse(secret)).password;
  } catch {
    return secret;
  }
}
