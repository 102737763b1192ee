import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { dotLocal, runsFolder } from './folder.ts';
import { endProcessesOf, startOf } from './process-table.ts';

const owner = z.object({
  pid: z.number(),
  /** When the process started: ids come again, after a restart of the machine for instance. */
  started: z.string(),
  /** Where the stack is reached, once it is. */
  url: z.string().optional(),
});
type Owner = z.infer<typeof owner>;

export const runFolder = (name: string): string => join(runsFolder, name);
/** What a run's stack is: its emulator and its outputs. */
export const stackFile = (name: string): string => join(runFolder(name), 'stack.json');
const ownerName = 'owner.json';
const ownerFile = (name: string): string => join(runFolder(name), ownerName);

/** Makes the folder of a run that this process owns. False when a living process owns it already. */
export async function claimRun(name: string): Promise<boolean> {
  if (ownerOf(name)) return false;
  await removeRun(name);
  const staging = join(dotLocal, `claim-${process.pid}`);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  mkdirSync(runsFolder, { recursive: true });
  writeFileSync(join(staging, ownerName), JSON.stringify(self()));
  try {
    // Comes into being with its owner: nobody can take it for abandoned, and only one can be first.
    renameSync(staging, runFolder(name));
    return true;
  } catch {
    rmSync(staging, { recursive: true, force: true });
    return false;
  }
}

const self = (): Owner => ({ pid: process.pid, started: startOf(process.pid) ?? '' });

/** Notes where the stack of a run that this process owns is reached. */
export function announce(name: string, url: string): void {
  writeFileSync(ownerFile(name), JSON.stringify({ ...self(), url }));
}

/** The living owner of a run. */
export function ownerOf(name: string): Owner | undefined {
  if (!existsSync(ownerFile(name))) return undefined;
  const found = owner.parse(JSON.parse(readFileSync(ownerFile(name), 'utf8')));
  return startOf(found.pid) === found.started ? found : undefined;
}

/** Ends what still works in the folder of a run, and removes the folder. */
export async function removeRun(name: string): Promise<void> {
  if (!existsSync(runFolder(name))) return;
  await endProcessesOf(`${runFolder(name)}/`);
  rmSync(runFolder(name), { recursive: true, force: true, maxRetries: 5 });
}

/** Removes what runs left that could not end themselves. Says how many there were. */
export async function removeAbandonedRuns(): Promise<number> {
  if (!existsSync(runsFolder)) return 0;
  const abandoned = readdirSync(runsFolder).filter((name) => !ownerOf(name));
  for (const name of abandoned) await removeRun(name);
  return abandoned.length;
}
