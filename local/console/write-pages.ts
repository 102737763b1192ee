import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { pageManifestFile, type PageManifest } from '../../functions/contract/page-manifest.ts';
import type { Files } from './files-in.ts';

const [brotlied, gzipped] = [promisify(brotliCompress), promisify(gzip)];

/** Such as `console/assets/index-BqT2x8_z.js`. */
const hashedName = /^(console|docs)\/assets\/.+[.-][\w-]{8,16}\.\w+$/;

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Writes files compressed, with their manifest. Equal files are written equally, so that no deployment changes them. */
export async function writePages(folder: string, files: Files): Promise<void> {
  const entries = await Promise.all(
    [...files].map(async ([path, content]) => {
      const contentType = contentTypes[extname(path)];
      if (contentType === undefined) throw new Error(`${path}: its content type is not known`);
      const target = join(folder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(`${target}.br`, await brotlied(content, smallest(content)));
      writeFileSync(`${target}.gz`, await gzipped(content, { level: 9 }));
      const tag = createHash('sha256').update(content).digest('base64url').slice(0, 22);
      return [path, { contentType, tag, hashed: hashedName.test(path) }] as const;
    }),
  );
  const manifest: PageManifest = Object.fromEntries(entries);
  writeFileSync(join(folder, pageManifestFile), JSON.stringify(manifest));
}

const smallest = (content: Uint8Array) => ({
  params: {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  },
});
