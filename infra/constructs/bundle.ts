import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, type BuildOptions } from 'esbuild';
import type { LambdaName } from '../../functions/contract/environment.ts';
import { entries } from './entries.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles a Lambda's entry with everything it imports, including the SDK, and returns the folder to deploy. */
export function bundle(entry: LambdaName, outputFolder: string): string {
  const folder = join(outputFolder, entry);
  mkdirSync(folder, { recursive: true });
  buildSync({ ...bundling(entry), outfile: join(folder, 'index.mjs') });
  return folder;
}

/** esbuild's options for an entry. The target is old because the emulator runs Lambdas on the host's Node. */
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
      '@smithy/core/event-streams': join(root, 'functions/platform/aws/no-event-streams.ts'),
    },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  }) satisfies BuildOptions;
