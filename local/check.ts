// `npm run check`: types, lint, format and the fast tests, side by side. What passes is one line, what
// fails is shown whole. The linter asks TypeScript itself, once for its rules and for the types.
import { join } from 'node:path';
import { root } from './folder.ts';
import { interruption } from './interruption.ts';
import { run } from './program.ts';

const parts = {
  'types and lint': ['oxlint', '--type-aware', '--type-check'],
  format: ['biome', 'format', '.'],
  'fast tests': ['vitest', 'run', '--project', 'fast', '--reporter', 'dot'],
} as const;

const signal = interruption();

async function holds([name, [program, ...parameters]]: readonly [
  string,
  readonly [string, ...string[]],
]): Promise<boolean> {
  const begun = Date.now();
  const command = join(root, 'node_modules', '.bin', program);
  const { code, stdout, stderr } = await run(command, parameters, { cwd: root, signal });
  if (code !== 0) console.log(stdout + stderr);
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  console.log(`[check] ${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  return code === 0;
}

const held = await Promise.all(Object.entries(parts).map(holds));
process.exit(held.every(Boolean) ? 0 : 1);
