import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Kills the program and everything that it started. */
  readonly signal?: AbortSignal;
}

export interface ProgramResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without standard input and returns its output. */
export async function run(
  program: string,
  parameters: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const written = { stdout: '', stderr: '' };
  const code = await untilExit(options, () => {
    const child = spawn(program, parameters, {
      ...inOwnGroup(options),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        written[name] += chunk;
      });
    return child;
  });
  return { ...written, code };
}

/** Runs a program without standard input, shows its output, and returns its exit code. */
export const show = (
  program: string,
  parameters: readonly string[],
  options: ProgramOptions = {},
): Promise<number> =>
  untilExit(options, () =>
    spawn(program, parameters, { ...inOwnGroup(options), stdio: ['ignore', 'inherit', 'inherit'] }),
  );

/** Starts the program in a process group of its own, which can be killed as a whole. */
const inOwnGroup = ({ cwd, env = process.env }: ProgramOptions) => ({ cwd, env, detached: true });

async function untilExit({ signal }: ProgramOptions, start: () => ChildProcess): Promise<number> {
  signal?.throwIfAborted();
  const child = start();
  const kill = (): void => killGroup(child.pid);
  signal?.addEventListener('abort', kill);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode) => resolve(exitCode ?? 1));
    });
    signal?.throwIfAborted();
    return code;
  } finally {
    signal?.removeEventListener('abort', kill);
    kill();
  }
}

function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // The group has no process any more.
  }
}
