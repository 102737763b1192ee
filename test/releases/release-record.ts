import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const key = z.object({ partition: z.string(), sort: z.string().optional() });
const table = z.object({
  key,
  indexes: z.record(z.string(), z.object({ key, projection: z.string() })),
});
export type TableShape = z.infer<typeof table>;

const row = z.record(z.string(), z.unknown());

/** What a release leaves behind: tables with rows, and messages under way. The next one must understand them. */
const releaseRecord = z.object({
  release: z.string(),
  /** The commit whose code wrote the samples. */
  commit: z.string(),
  tables: z.record(z.string(), table),
  /** In DynamoDB's JSON, binary as base64, by table. */
  rows: z.record(z.string(), z.array(row)),
  /** What the ports read of those rows. */
  read: z.record(z.string(), z.unknown()),
  messages: z.record(z.string(), z.unknown()),
});
export type ReleaseRecord = z.infer<typeof releaseRecord>;

export const recordsFolder = fileURLToPath(new URL('../../docs/releases', import.meta.url));

/** The records of all releases, the oldest first. */
export const releaseRecords: readonly ReleaseRecord[] = readdirSync(recordsFolder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => releaseRecord.parse(JSON.parse(readFileSync(`${recordsFolder}/${name}`, 'utf8'))))
  .toSorted((left, right) =>
    left.release.localeCompare(right.release, undefined, { numeric: true }),
  );
