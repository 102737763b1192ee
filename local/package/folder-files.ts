import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Files } from './wheel-tags.ts';

const caches = /(^|\/)__pycache__(\/|$)|\.pyc$/;
const hidden = /(^|\/)\.[^/]+/;

/** The user's files of a function, without caches and hidden files: `.git`, `.venv` and `.env` are not for Lambda. */
export const ownFiles = (folder: string): Files =>
  filesOf(folder, (name) => !caches.test(name) && !hidden.test(name));

/** The files that installed libraries bring, without caches. Some keep their shared objects in `.libs`. */
export const installedFiles = (folder: string): Files =>
  filesOf(folder, (name) => !caches.test(name));

/** The files of a folder by their relative path, with slashes. Symbolic links are followed. */
function filesOf(folder: string, wanted: (name: string) => boolean): Files {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  const named = paths.map((path) => [relative(folder, path).split(sep).join('/'), path] as const);
  return Object.fromEntries(
    named
      .filter(([name]) => wanted(name))
      .map(([name, path]) => [name, Uint8Array.from(readFileSync(path))]),
  );
}
