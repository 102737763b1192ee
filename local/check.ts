// `npm run check`: types, lint, format and the fast tests, concurrently. A part that passes is one line; a
// part that fails is shown in full. To be fast, types are checked only if sources have changed since they
// last passed, type-aware lint only in the changed sources, and property tests have fewer runs than in
// `npm test`.
import { join } from 'node:path';
import { type ChangedSources, changedSources } from './check/changed-sources.ts';
import { dotLocal, root } from './folder.ts';
import { interruption } from './interruption.ts';
import { run } from './program.ts';

const signal = interruption();
const environment = { ...process.env, TAIBAI_PROPERTY_SHARE: '0.2' };

type Command = readonly [string, ...string[]];

/** Runs the commands of a part. If they pass, remembers the sources. */
async function passes(
  name: string,
  commands: readonly Command[],
  sources?: ChangedSources,
): Promise<boolean> {
  const begun = Date.now();
  const report = (result: string) =>
    console.log(`[check] ${name}: ${result} in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  for (const [program, ...parameters] of commands) {
    const command = join(root, 'node_modules', '.bin', program);
    // oxlint-disable-next-line no-await-in-loop -- the fastest command first
    const ended = await run(command, parameters, { cwd: root, env: environment, signal });
    if (ended.code !== 0) {
      console.log(ended.stdout + ended.stderr);
      report('FAILED');
      return false;
    }
  }
  sources?.remember();
  report('passed');
  return true;
}

const typeChecked = changedSources(root, join(dotLocal, 'check', 'typed.json'));
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
// Vitest leaves one processor idle by default.
const workers = ['--maxWorkers', '100%'] as const;
const tests: Command = ['vitest', 'run', '--project', 'fast', '--reporter', 'dot', ...workers];

const passed = await Promise.all([
  passes('types', typeChecked.any ? [types, ['tsc', '-p', 'console']] : [], typeChecked),
  passes('lint', lint, linted),
  passes('format', [['biome', 'format', '.']]),
  passes('fast tests', [tests]),
]);
process.exit(passed.every(Boolean) ? 0 : 1);
