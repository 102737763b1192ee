import type { Rights } from './emulator.ts';
import { claimRun, removeAbandonedRuns, removeRun, runFolder } from './run-folder.ts';
import type { Report } from './report.ts';
import { startStack, type LocalStack, type StackOptions } from './stack.ts';

/** A local stack for the time of some work. */
export interface TemporaryStack {
  readonly stack: LocalStack;
  /** A folder that goes with the stack. */
  readonly folder: string;
}

export interface TemporaryStackOptions {
  /** The command that wants it. */
  readonly command: string;
  readonly settings?: NonNullable<StackOptions['settings']>;
  readonly rights?: Rights;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/**
 * Runs `work` on a local stack of its own, on free ports, and stops and removes all of it at the
 * end, whether the work succeeds, fails or is interrupted.
 */
export async function withTemporaryStack<T>(
  options: TemporaryStackOptions,
  work: (visit: TemporaryStack) => Promise<T>,
): Promise<T> {
  const { command } = options;
  await removeAbandonedRuns();
  const name = `${command}-${process.pid}`;
  const folder = runFolder(name);
  if (!(await claimRun(name))) throw new Error(`${folder} is in use`);
  try {
    const stack = await startStack({ ...options, folder, port: 0 });
    try {
      return await Promise.race([work({ stack, folder }), died(stack)]);
    } finally {
      await stack.stop();
    }
  } finally {
    await removeRun(name);
  }
}

async function died(stack: LocalStack): Promise<never> {
  await stack.ended;
  throw new Error('the emulator ended unexpectedly');
}
