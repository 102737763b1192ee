import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the program, and whatever it started, before its time. */
  readonly signal?: AbortSignal;
}

export interface ProgramResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without standard input to its end and keeps what it wrote. */
export async function run(
  program: string,
  parameters: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const written = { stdout: '', stderr: '' };
  const code = await toEnd(options, () => {
    const child = spawn(program, parameters, {
      ...apart(options),
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

/** Runs a program without standard input to its end, with its output in sight; returns its exit code. */
export const show = (
  program: string,
  parameters: readonly string[],
  options: ProgramOptions = {},
): Promise<number> =>
  toEnd(options, () =>
    spawn(program, parameters, { ...apart(options), stdio: ['ignore', 'inherit', 'inherit'] }),
  );

/** In a process group of its own, which can be ended whole. */
const apart = ({ cwd, env = process.env }: ProgramOptions) => ({ cwd, env, detached: true });

async function toEnd({ signal }: ProgramOptions, start: () => ChildProcess): Promise<number> {
  signal?.throwIfAborted();
  const child = start();
  const end = (): void => endGroup(child.pid);
  signal?.addEventListener('abort', end);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode) => resolve(exitCode ?? 1));
    });
    signal?.throwIfAborted();
    return code;
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}

function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}
