import type { SeedProperties } from '../../contract/seed.ts';
import { identifierOf } from '../core/identifier.ts';
import type { SeedRecord } from '../core/identity.ts';
import type { Ports } from '../ports.ts';
import { seedSigningKey, type SigningKeyPorts } from './seed-signing-key.ts';
import { seedUser, type SeedUserPorts } from './seed-user.ts';

export type SeedPorts = SigningKeyPorts & SeedUserPorts & Pick<Ports, 'projects'>;

/**
 * Creates the signing key, the first projects and the first users. Running it again changes nothing.
 *
 * Each thing is created once and recorded, so what an administrator changed or removed since stays
 * so. The exception is a password: a new one in its secret replaces the user's.
 */
export async function seedIdentity(ports: SeedPorts, seed: SeedProperties): Promise<void> {
  await seedSigningKey(ports, seed.signingKeyParameter);
  const records = await ports.seedRecords.list();
  const seeded = new Map(records.map((record) => [record.what, record]));
  const projectIds = new Map(
    await Promise.all(
      seed.projects.map(
        async ({ name }) => [name, await seedProject(ports, name, seeded)] as const,
      ),
    ),
  );
  const projectIdOf = (name: string): string => {
    const id = projectIds.get(name);
    if (!id) throw new Error(`the settings name the project ${name} but do not list it`);
    return id;
  };
  await Promise.all(seed.users.map((user) => seedUser(ports, user, { projectIdOf, seeded })));
}

/** Returns the project's id, even if an administrator has deleted the project since. */
async function seedProject(
  { ids, projects, seedRecords }: Pick<Ports, 'ids' | 'projects' | 'seedRecords'>,
  name: string,
  seeded: ReadonlyMap<string, SeedRecord>,
): Promise<string> {
  const what = `project/${name}`;
  const id = identifierOf(ids.derived('project', name));
  const known = (await projects.byName(name)) ?? (await projects.get(id));
  if (known || seeded.has(what)) return known?.id ?? id;
  if ((await projects.put({ id, name, description: '', enabled: true })) === 'name-taken')
    throw new Error(`the project ${name} was created concurrently`);
  await seedRecords.put({ what });
  return id;
}
