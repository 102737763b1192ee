import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles one entry of `functions/entry` with everything it imports, SDK included, and returns the
 * folder to deploy. The emulator runs Lambdas on the host's Node, hence the older target.
 */
export function bundle(entry: string, outputFolder = join(root, 'cdk.out', 'bundles')): string {
  const folder = join(outputFolder, entry);
  mkdirSync(folder, { recursive: true });
  buildSync({
    absWorkingDir: root,
    entryPoints: [`functions/entry/${entry}.ts`],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: {
      '@aws-sdk/credential-provider-node': join(
        root,
        'functions/adapters/aws/environment-credentials.ts',
      ),
    },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return folder;
}
