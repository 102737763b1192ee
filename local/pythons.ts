import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type PythonRuntime, pythonRuntimes } from '../functions/contract/python-runtime.ts';
import { root } from './folder.ts';
import { findPythons } from './prepare/interpreter.mjs';
import { run } from './program.ts';

/** A Python of this machine that runs users' functions, under the name of the same one on Lambda. */
export interface LocalPython {
  readonly runtime: PythonRuntime;
  readonly version: string;
}

/**
 * Prepares the Pythons of this machine in `folder`, oldest first. Each gets an empty virtual environment,
 * so that functions import nothing that Lambda does not have, and the program that starts them in it
 * (`local/lambda-python.sh`), which `local/emulator-host.py` calls.
 */
export async function preparePythons(folder: string): Promise<readonly LocalPython[]> {
  const prepared = findPythons(root).map(async ({ base, version }) => {
    const runtime = pythonRuntimes.find((name) => name === `python${version.join('.')}`);
    if (!runtime) return [];
    const own = join(folder, runtime);
    mkdirSync(own, { recursive: true });
    const made = await run(base, ['-I', '-m', 'venv', '--without-pip', own]);
    const asked = await run(join(own, 'bin', 'python3'), [
      '-I',
      '-c',
      'import platform, ssl, ctypes; print(platform.python_version())',
    ]);
    if (made.code !== 0 || asked.code !== 0) return [];
    cpSync(join(root, 'local', 'lambda-python.sh'), join(own, 'lambda'));
    return [{ runtime, version: asked.stdout.trim() }];
  });
  return (await Promise.all(prepared)).flat();
}
