// `npm run check`: types, lint, format and the fast tests, side by side. What passes is one line, what
// fails is shown whole. So that it is quick enough to be run at every turn, types are looked at when
// sources have changed since they last passed, the linter asks for types in those that have, and
// properties are tried less often than in `npm test`.
import { join } from 'node:path';
import { type ChangedSources, changedSources } from './check/changed-sources.ts';
import { dotLocal, root } from './folder.ts';
import { interruption } from './interruption.ts';
import { run } from './program.ts';

const signal = interruption();
const environment = { ...process.env, TAIBAI_PROPERTY_SHARE: '0.2' };

type Command = readonly [string, ...string[]];

/** Runs the commands of a part; what passes is remembered, where there is a memory of it. */
async function holds(
  name: string,
  commands: readonly Command[],
  seen?: ChangedSources,
): Promise<boolean> {
  const begun = Date.now();
  const said = (verdict: string) =>
    console.log(`[check] ${name}: ${verdict} in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  for (const [program, ...parameters] of commands) {
    const command = join(root, 'node_modules', '.bin', program);
    // oxlint-disable-next-line no-await-in-loop -- the quick one first
    const ended = await run(command, parameters, { cwd: root, env: environment, signal });
    if (ended.code !== 0) {
      console.log(ended.stdout + ended.stderr);
      said('FAILED');
      return false;
    }
  }
  seen?.remember();
  said('passed');
  return true;
}

const typed = changedSources(root, join(dotLocal, 'check', 'typed.json'));
const linted = changedSources(root, join(dotLocal, 'check', 'linted.json'));
const lint: readonly Command[] = [
  ['oxlint'],
  ...(linted.files.length > 0 ? [['oxlint', '--type-aware', ...linted.files] as const] : []),
];
const types: Command = [
  'tsc',
  '--incremental',
  '--tsBuildInfoFile',
  join(dotLocal, 'check', 'types.tsbuildinfo'),
];
// Vitest's own default leaves one processor idle.
const workers = ['--maxWorkers', '100%'] as const;
const tests: Command = ['vitest', 'run', '--project', 'fast', '--reporter', 'dot', ...workers];

const held = await Promise.all([
  holds('types', typed.any ? [types] : [], typed),
  holds('lint', lint, linted),
  holds('format', [['biome', 'format', '.']]),
  holds('fast tests', [tests]),
]);
process.exit(held.every(Boolean) ? 0 : 1);
