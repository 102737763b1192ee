import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { s3PackageStore } from '../../functions/engine/aws/package-store.ts';
import { alarmingParts } from './alarming-parts.ts';
import { engineParts } from './engine-parts.ts';
import { eventParts } from './event-parts.ts';
import { identityParts } from './identity-parts.ts';
import type { Part, Stored } from './stored.ts';

/** What each service exports. A new service adds its parts here. */
const services: readonly ((stored: Stored) => readonly Part[])[] = [
  identityParts,
  engineParts,
  alarmingParts,
  eventParts,
];

const packaged = z.object({ packageKey: z.string() });

/** Exports contain what only the project may read. */
const mode = 0o600;

/**
 * Writes a project's data into a folder that does not exist yet: for each part a file with a line of JSON for each
 * entry, and the packages under the keys that functions and versions name. Answers with the number of each.
 */
export async function exportProject(
  stored: Stored,
  projectId: string,
  folder: string,
): Promise<ReadonlyMap<string, number>> {
  mkdirSync(folder, { mode: 0o700 });
  const counts = new Map<string, number>();
  const packages = new Set<string>();
  for (const part of services.flatMap((parts) => parts(stored))) {
    const lines = async function* () {
      for await (const entry of part.entries(projectId)) {
        counts.set(part.name, (counts.get(part.name) ?? 0) + 1);
        const { data } = packaged.safeParse(entry);
        if (data) packages.add(data.packageKey);
        yield `${JSON.stringify(entry)}\n`;
      }
    };
    const file = createWriteStream(join(folder, `${part.name}.jsonl`), { mode });
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    await pipeline(Readable.from(lines()), file);
  }
  // oxlint-disable-next-line no-await-in-loop -- packages may be large
  for (const key of packages)
    if (await writePackage(stored, key, folder))
      counts.set('packages', (counts.get('packages') ?? 0) + 1);
  return counts;
}

async function writePackage({ s3, bucket }: Stored, key: string, folder: string): Promise<boolean> {
  const zip = await s3PackageStore(s3, bucket).get(key);
  if (!zip) return false;
  const file = join(folder, key);
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  writeFileSync(file, zip, { mode });
  return true;
}
