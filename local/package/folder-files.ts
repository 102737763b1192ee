import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Files } from './wheel-tags.ts';

/** What belongs to a working copy and not to a function. */
const leftOut = /(^|\/)(__pycache__|\.[^/]+)(\/|$)|\.pyc$/;

/** The files of a folder by their path in it, with slashes; links are followed. */
export function folderFiles(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  const named = paths.map((path) => [relative(folder, path).split(sep).join('/'), path] as const);
  return Object.fromEntries(
    named
      .filter(([name]) => !leftOut.test(name))
      .map(([name, path]) => [name, Uint8Array.from(readFileSync(path))]),
  );
}
