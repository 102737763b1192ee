import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Everything the local commands write lies in here, and git does not see it. */
export const dotLocal = join(root, '.local');

/** One folder per running stack. */
export const runsFolder = join(dotLocal, 'run');

export type Environment = 'emulator' | 'clients' | 'clients-3';

/** Where the programs of a Python environment are. */
export const binOf = (environment: Environment): string =>
  join(dotLocal, 'venv', environment, 'bin');
