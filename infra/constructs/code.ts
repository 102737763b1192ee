import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { LambdaName } from '../../functions/contract/environment.ts';
import { pageFolder } from '../../functions/contract/page-manifest.ts';
import { bundle } from './bundle.ts';
import { entries, lambdaNames } from './entries.ts';
import { pageFiles } from './page-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The code that a deployment installs. */
export interface DeploymentCode {
  lambda(entry: LambdaName): Code;
  /** The layer of every user function. */
  runtimeLayer(): Code;
}

/** Lambdas of the contract whose entry file does not exist. */
export const missingEntries = (): readonly LambdaName[] =>
  lambdaNames.filter((entry) => !existsSync(entryFile(entry)));

const entryFile = (entry: LambdaName): string => join(root, entries[entry]);

/** The code of this working copy, bundled into the folder of the cloud assembly. */
export function workingCopyCode(folder: string): DeploymentCode {
  const missing = missingEntries();
  if (missing.length > 0)
    throw new Error(`Missing entry files: ${missing.map((entry) => entries[entry]).join(', ')}`);
  return {
    lambda: (entry) => Code.fromAsset(lambdaFolder(entry, join(folder, 'bundles'))),
    runtimeLayer: () => Code.fromAsset(layerIn(join(folder, 'runtime-layer'))),
  };
}

/** The folder to deploy for an entry: its bundle, and the files that it serves. */
export function lambdaFolder(entry: LambdaName, outputFolder: string): string {
  const folder = bundle(entry, outputFolder);
  if (entry !== 'pages') return folder;
  const files = join(folder, pageFolder);
  rmSync(files, { recursive: true, force: true });
  cpSync(pageFiles(), files, { recursive: true });
  return folder;
}

/** Lambda loads a layer's Python packages from `python/`. */
function layerIn(folder: string): string {
  const from = join(root, 'functions/python/taibai_runtime');
  if (!existsSync(from)) throw new Error('functions/python/taibai_runtime is missing');
  rmSync(folder, { recursive: true, force: true });
  cpSync(from, join(folder, 'python/taibai_runtime'), {
    recursive: true,
    filter: (path) => !/__pycache__|\.pyc$/.test(path),
  });
  return folder;
}
