import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { root } from '../folder.ts';
import { findPython } from '../prepare/interpreter.mjs';
import { ownFiles } from './folder-files.ts';
import { libraries } from './libraries.ts';
import { foreignWheels } from './wheel-tags.ts';

/** A zip of a function's folder and of the libraries that its `requirements.txt` names. */
export async function buildPackage(folder: string, pythonVersion: string): Promise<Uint8Array> {
  const requirements = join(folder, 'requirements.txt');
  const libs = existsSync(requirements)
    ? await libraries(findPython(root).executable, requirements, pythonVersion)
    : {};
  const files = { ...libs, ...ownFiles(folder) };
  const foreign = foreignWheels(files);
  if (foreign.length > 0)
    throw new Error(`These libraries do not run on Lambda: ${foreign.join(', ')}`);
  return zipSync(files, { level: 9 });
}
