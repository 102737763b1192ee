import { join } from 'node:path';
import { root } from '../folder.ts';
import { show, type ProgramOptions } from '../program.ts';
import type { Outcome } from './outcome.ts';

/** The commands that check the source without running it. Each counts as one test. */
export const staticChecks = {
  types: ['tsc'],
  lint: ['oxlint', '--type-aware'],
  format: ['biome', 'format', '.'],
} as const;

export async function staticCheck(
  name: keyof typeof staticChecks,
  options: ProgramOptions,
): Promise<Outcome> {
  const [program, ...parameters] = staticChecks[name];
  const code = await show(join(root, 'node_modules', '.bin', program), parameters, {
    ...options,
    cwd: root,
  });
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? [] : [name], skipped: [] };
}
