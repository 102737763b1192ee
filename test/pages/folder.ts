import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pagesApp } from '../../functions/pages/http/pages.ts';
import { folderPages } from '../../functions/pages/node/folder-pages.ts';
import { writePages } from '../../local/console/write-pages.ts';

/** The app with these files, by path, as a build writes them. */
export async function appWith(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'taibai-pages-'));
  const contents = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const);
  await writePages(folder, new Map(contents));
  return pagesApp(folderPages(folder));
}
