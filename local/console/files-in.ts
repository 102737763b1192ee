import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Files by the path that they are served at, without a leading slash. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** All files below a folder; `prefix` goes before their paths. */
export const filesIn = (folder: string, prefix: string): Files =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name))
      .toSorted()
      .map((file) => [prefix + relative(folder, file).split(sep).join('/'), readFileSync(file)]),
  );
