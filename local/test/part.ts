import { spawn } from 'node:child_process';
import { root } from '../folder.ts';

export interface PartWish {
  readonly env?: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/**
 * Runs a program of the tests with its output in sight, and returns its exit code. It has a process
 * group of its own, which ends with it, so that no worker outlives an interruption.
 */
export async function runPart(
  program: string,
  parameters: readonly string[],
  { env = process.env, signal }: PartWish,
): Promise<number> {
  signal.throwIfAborted();
  const child = spawn(program, parameters, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const end = (): void => endGroup(child.pid);
  signal.addEventListener('abort', end);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    signal.removeEventListener('abort', end);
    end();
    signal.throwIfAborted();
  }
}

function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}
