import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly command: string;
}

/** The machine's processes. The options of `ps` are those that Linux and macOS share. */
export function processTable(): readonly Row[] {
  const output = execFileSync('ps', ['-axww', '-o', 'pid=,ppid=,pgid=,command='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return output.split('\n').flatMap((line) => {
    const [, pid, parent, group, command] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || command === undefined) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), command }];
  });
}

/**
 * The processes that belong to a folder: those whose command line contains it, their descendants, and
 * the process groups that they lead. Never this process or its ancestors.
 */
export function processesOf(folder: string, table = processTable()): readonly number[] {
  const own = ancestors(process.pid, table);
  const members = new Set<number>();
  const groups = new Set<number>();
  const belongs = (row: Row): boolean =>
    row.command.includes(folder) || members.has(row.parent) || groups.has(row.group);
  let before = -1;
  while (members.size > before) {
    before = members.size;
    for (const row of table)
      if (!own.has(row.pid) && belongs(row)) {
        members.add(row.pid);
        if (row.group === row.pid) groups.add(row.group);
      }
  }
  return [...members];
}

function ancestors(pid: number, table: readonly Row[]): ReadonlySet<number> {
  const parents = new Map(table.map((row) => [row.pid, row.parent]));
  const found = new Set<number>();
  for (let next: number | undefined = pid; next && !found.has(next); next = parents.get(next))
    found.add(next);
  return found;
}

/** Ends every process that belongs to a folder, first with SIGTERM, then with SIGKILL. */
export async function endProcessesOf(folder: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const pids = processesOf(folder);
    if (pids.length === 0) return;
    for (const pid of pids) signal(pid, attempt === 0 ? 'SIGTERM' : 'SIGKILL');
    await sleep(attempt === 0 ? 1000 : 100);
  }
  throw new Error(`processes do not end: ${processesOf(folder).join(', ')}`);
}

/** When a process started, which distinguishes it from a later one with the same id; undefined if it does not exist. */
export function startOf(pid: number): string | undefined {
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return stdout.trim() || undefined;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has already ended.
  }
}
