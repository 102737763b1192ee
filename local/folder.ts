import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Everything that the local commands write; ignored by git. */
export const dotLocal = join(root, '.local');

/** What stacks that are started with `--keep` store. */
export const keptFolder = join(dotLocal, 'kept');

/** Has one folder per running stack. */
export const runsFolder = join(dotLocal, 'run');

/** A log of a command, such as that of its emulator; kept until the command runs again. */
export function logFile(command: string, subject: string): string {
  const folder = join(dotLocal, 'log');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${command}-${subject}.log`);
}

export type Environment =
  | 'emulator'
  | 'clients'
  | 'clients-3'
  | 'keystone'
  | 'senders'
  | 'schemathesis'
  | 'validators';

/** The folder with the programs of a Python environment. */
export const binOf = (environment: Environment): string =>
  join(dotLocal, 'venv', environment, 'bin');

/** The notifications that other projects have recorded. */
export const recordedFolder = join(dotLocal, 'recorded');
