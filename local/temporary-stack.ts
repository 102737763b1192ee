import type { Permissions } from './emulator.ts';
import { claimRun, removeAbandonedRuns, removeRun, runFolder } from './run-folder.ts';
import type { Report } from './report.ts';
import { startStack, type LocalStack, type StackOptions } from './stack.ts';

/** A local stack that exists only while a task runs. */
export interface TemporaryStack {
  readonly stack: LocalStack;
  /** A folder that is removed with the stack. */
  readonly folder: string;
}

export interface TemporaryStackOptions {
  /** The command that starts it. */
  readonly command: string;
  readonly settings?: NonNullable<StackOptions['settings']>;
  readonly permissions?: Permissions;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/**
 * Runs a task on a local stack of its own, on free ports. The stack is stopped and removed at the end,
 * whether the task succeeds, fails or is interrupted.
 */
export async function withTemporaryStack<T>(
  options: TemporaryStackOptions,
  task: (temporary: TemporaryStack) => Promise<T>,
): Promise<T> {
  const { command } = options;
  await removeAbandonedRuns();
  const name = `${command}-${process.pid}`;
  const folder = runFolder(name);
  if (!(await claimRun(name))) throw new Error(`${folder} is in use`);
  try {
    const stack = await startStack({ ...options, folder, port: 0 });
    try {
      return await Promise.race([task({ stack, folder }), failIfEnded(stack)]);
    } finally {
      await stack.stop();
    }
  } finally {
    await removeRun(name);
  }
}

async function failIfEnded(stack: LocalStack): Promise<never> {
  await stack.ended;
  throw new Error('the emulator ended unexpectedly');
}
