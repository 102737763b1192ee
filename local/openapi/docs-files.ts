import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { dialects } from './dialects.ts';
import { apiDocument } from './document.ts';
import { packageVersion } from './package-version.ts';

const require = createRequire(import.meta.url);
const swaggerUi = dirname(require.resolve('swagger-ui-dist/package.json'));
const page = join(import.meta.dirname, 'page');

/** What the page refers to, as `{{NAME}}`. */
const assets: readonly (readonly [name: string, folder: string])[] = [
  ['swagger-ui-bundle.js', swaggerUi],
  ['swagger-ui.css', swaggerUi],
  ['favicon-32x32.png', swaggerUi],
  ['docs.js', page],
  ['docs.css', page],
];

/** Named by Swagger UI's bundle, so its name has no hash. */
const license = 'swagger-ui-bundle.js.LICENSE.txt';

/**
 * The files of the pages about the API, by their paths below the base URL: `openapi.json`, `docs/index.html`, which
 * is for `/docs`, and what that refers to. Names in `docs/assets/` have a hash of what is in them, so those files
 * never change.
 */
export async function docsFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const document = apiDocument(dialects, { version: await packageVersion(), url: '/' });
  let index = await readFile(join(page, 'index.html'), 'utf8');
  const files = new Map<string, Uint8Array>();
  for (const [name, folder] of assets) {
    // oxlint-disable-next-line no-await-in-loop -- five small files
    const bytes = await readFile(join(folder, name));
    const hashed = hashedName(name, bytes);
    index = index.replaceAll(`{{${name}}}`, `/docs/assets/${hashed}`);
    files.set(`docs/assets/${hashed}`, bytes);
  }
  files.set(`docs/assets/${license}`, await readFile(join(swaggerUi, license)));
  files.set('docs/index.html', Buffer.from(index));
  files.set('openapi.json', Buffer.from(JSON.stringify(document)));
  return files;
}

function hashedName(name: string, bytes: Uint8Array): string {
  const extension = extname(name);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return `${name.slice(0, -extension.length)}.${hash}${extension}`;
}
