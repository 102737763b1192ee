import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Everything the local commands write lies in here, and git does not see it. */
export const dotLocal = join(root, '.local');

/** One folder per running stack. */
export const runsFolder = join(dotLocal, 'run');

/** The log of a command's emulator, of its deployment and so on; kept until the command runs again. */
export function logFile(command: string, of: string): string {
  const folder = join(dotLocal, 'log');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${command}-${of}.log`);
}

export type Environment =
  | 'emulator'
  | 'clients'
  | 'clients-3'
  | 'keystone'
  | 'senders'
  | 'validators';

/** Where the programs of a Python environment are. */
export const binOf = (environment: Environment): string =>
  join(dotLocal, 'venv', environment, 'bin');

/** Where the notifications are that others recorded. */
export const recordedFolder = join(dotLocal, 'recorded');
