import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { LambdaName } from '../../functions/contract/environment.ts';
import { bundle } from './bundle.ts';
import { entries, lambdaNames } from './entries.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the code of a deployment comes from. */
export interface Sources {
  lambda(entry: LambdaName): Code;
  /** The layer under every user function. */
  runtimeLayer(): Code;
}

/** Entries of the contract that nobody has written. */
export const missingEntries = (): readonly LambdaName[] =>
  lambdaNames.filter((entry) => !existsSync(entryFile(entry)));

const entryFile = (entry: LambdaName): string => join(root, entries[entry]);

/** The code of this working copy, prepared in the folder of the cloud assembly. */
export function workingCopy(folder: string): Sources {
  const missing = missingEntries();
  if (missing.length > 0)
    throw new Error(`Not written yet: ${missing.map((entry) => entries[entry]).join(', ')}`);
  return {
    lambda: (entry) => Code.fromAsset(bundle(entry, join(folder, 'bundles'))),
    runtimeLayer: () => Code.fromAsset(layerIn(join(folder, 'runtime-layer'))),
  };
}

/** Lambda looks for a layer's Python packages under `python/`. */
function layerIn(folder: string): string {
  const from = join(root, 'functions/python/taibai_runtime');
  if (!existsSync(from)) throw new Error('Not written yet: functions/python/taibai_runtime');
  rmSync(folder, { recursive: true, force: true });
  cpSync(from, join(folder, 'python/taibai_runtime'), {
    recursive: true,
    filter: (path) => !/__pycache__|\.pyc$/.test(path),
  });
  return folder;
}
