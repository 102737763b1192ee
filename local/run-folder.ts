import { spawnSync } from 'node:child_process';
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
  /** When the process started: process ids are reused, for instance after a restart of the machine. */
  started: z.string(),
  /** The stack's base URL, once it is ready. */
  url: z.string().optional(),
  /** Whether what it stores is kept when it ends. */
  kept: z.boolean().optional(),
});
export type Owner = z.infer<typeof owner>;

export const runFolder = (name: string): string => join(runsFolder, name);
/** The file with the endpoint and outputs of a run's stack. */
export const stackFile = (name: string): string => join(runFolder(name), 'stack.json');
const ownerName = 'owner.json';
const ownerFile = (name: string): string => join(runFolder(name), ownerName);

/** Creates the folder of a run, owned by this process. Returns false if a running process owns it already. */
export async function claimRun(name: string): Promise<boolean> {
  if (ownerOf(name)) return false;
  await removeRun(name);
  const staging = join(dotLocal, `claim-${process.pid}`);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  mkdirSync(runsFolder, { recursive: true });
  writeFileSync(join(staging, ownerName), JSON.stringify(self()));
  try {
    // Renaming creates the folder together with its owner, so that it never looks abandoned and only one process succeeds.
    renameSync(staging, runFolder(name));
    return true;
  } catch {
    rmSync(staging, { recursive: true, force: true });
    return false;
  }
}

const self = (): Owner => ({ pid: process.pid, started: startOf(process.pid) ?? '' });

/** Records the base URL of the stack of this process's run. */
export function announce(name: string, url: string, kept = false): void {
  writeFileSync(ownerFile(name), JSON.stringify({ ...self(), url, kept }));
}

/** The owner of a run, if its process is running. */
export function ownerOf(name: string): Owner | undefined {
  if (!existsSync(ownerFile(name))) return undefined;
  const found = owner.parse(JSON.parse(readFileSync(ownerFile(name), 'utf8')));
  return startOf(found.pid) === found.started ? found : undefined;
}

/** Ends all processes of a run and removes its folder. */
export async function removeRun(name: string): Promise<void> {
  if (!existsSync(runFolder(name))) return;
  await endProcessesOf(`${runFolder(name)}/`);
  // The code of users' functions is read-only.
  spawnSync('chmod', ['-R', 'u+w', runFolder(name)], { stdio: 'ignore' });
  rmSync(runFolder(name), { recursive: true, force: true, maxRetries: 5 });
}

/** Removes runs whose owner has crashed. Returns how many there were. */
export async function removeAbandonedRuns(): Promise<number> {
  if (!existsSync(runsFolder)) return 0;
  const abandoned = readdirSync(runsFolder).filter((name) => !ownerOf(name));
  for (const name of abandoned) await removeRun(name);
  return abandoned.length;
}
