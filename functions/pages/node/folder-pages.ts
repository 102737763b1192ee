import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { pageManifest, pageManifestFile } from '../../contract/page-manifest.ts';
import type { PageFiles } from '../ports.ts';

const unzipped = promisify(gunzip);

/** The files of a folder that has a manifest. Only paths of the manifest are ever read. */
export function folderPages(folder: string): PageFiles {
  const text = readFileSync(join(folder, pageManifestFile), 'utf8');
  const manifest = new Map(Object.entries(pageManifest.parse(JSON.parse(text))));
  return {
    find(path) {
      const file = manifest.get(path);
      if (file === undefined) return undefined;
      return {
        ...file,
        body: async (encoding) => {
          const stored = await readFile(join(folder, `${path}.${encoding === 'br' ? 'br' : 'gz'}`));
          return new Uint8Array(encoding === 'identity' ? await unzipped(stored) : stored);
        },
      };
    },
  };
}
