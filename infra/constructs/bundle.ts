import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, type BuildOptions } from 'esbuild';
import type { LambdaName } from '../../functions/contract/environment.ts';
import { entries } from './entries.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles the entry of a Lambda with everything it imports, SDK included, and returns the
 * folder to deploy.
 */
export function bundle(entry: LambdaName, outputFolder = join(root, 'cdk.out', 'bundles')): string {
  const folder = join(outputFolder, entry);
  mkdirSync(folder, { recursive: true });
  buildSync({ ...bundling(entry), outfile: join(folder, 'index.mjs') });
  return folder;
}

/** How an entry is bundled. The emulator runs Lambdas on the host's Node, hence the older target. */
export const bundling = (entry: LambdaName) =>
  ({
    absWorkingDir: root,
    entryPoints: [entries[entry]],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: {
      '@aws-sdk/credential-provider-node': join(
        root,
        'functions/platform/aws/environment-credentials.ts',
      ),
    },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  }) satisfies BuildOptions;
