// Builds the files that the console's Lambda serves: `node --import tsx local/console/build.ts FOLDER`.
import { build } from 'vite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../folder.ts';
import { docsFiles } from '../openapi/docs-files.ts';
import { filesIn } from './files-in.ts';
import { writePages } from './write-pages.ts';

const [, , target] = process.argv;
if (target === undefined) throw new Error('name the folder to write');
const built = mkdtempSync(join(tmpdir(), 'taibai-console-'));
try {
  await build({
    configFile: join(root, 'console', 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: built, emptyOutDir: true },
  });
  await writePages(target, new Map([...filesIn(built, 'console/'), ...(await docsFiles())]));
} finally {
  rmSync(built, { recursive: true, force: true });
}
