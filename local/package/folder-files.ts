import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Files } from './wheel-tags.ts';

/** Caches and hidden files, which are not part of a function. */
const excluded = /(^|\/)(__pycache__|\.[^/]+)(\/|$)|\.pyc$/;

/** The files of a folder by their relative path, with slashes. Symbolic links are followed. */
export function folderFiles(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  const named = paths.map((path) => [relative(folder, path).split(sep).join('/'), path] as const);
  return Object.fromEntries(
    named
      .filter(([name]) => !excluded.test(name))
      .map(([name, path]) => [name, Uint8Array.from(readFileSync(path))]),
  );
}
