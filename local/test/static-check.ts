import { join } from 'node:path';
import { root } from '../folder.ts';
import type { Outcome } from './outcome.ts';
import { runPart } from './part.ts';
import type { PartWish } from './part.ts';

/** What the source must hold before it is run, with the command that says so. Each counts as one test. */
export const staticChecks = {
  types: ['tsc'],
  lint: ['oxlint', '--type-aware'],
  format: ['biome', 'format', '.'],
} as const;

export async function staticCheck(
  name: keyof typeof staticChecks,
  wish: PartWish,
): Promise<Outcome> {
  const [program, ...parameters] = staticChecks[name];
  const code = await runPart(join(root, 'node_modules', '.bin', program), parameters, wish);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? [] : [name], skipped: [] };
}
