// `npm test`: all checks, from types to the guide with real clients on a local stack of its own.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsEnvironment } from './aws-environment.ts';
import { devStackUsers, guests } from './local-settings.ts';
import { interruption } from './interruption.ts';
import { claimRun, removeRun, runFolder } from './run-folder.ts';
import { combine, summaryLines, type Outcome } from './test/outcome.ts';
import { pythonSuite } from './test/python-suite.ts';
import { guideRehearsal, smokeRehearsal } from './test/rehearsals.ts';
import { staticCheck } from './test/static-check.ts';
import { vitestProject } from './test/vitest-project.ts';
import { withWarmClients } from './test/warm-clients/warm-clients.ts';
import { withTemporaryStack, type TemporaryStack } from './temporary-stack.ts';

const signal = interruption();
const report = (line: string): void => console.log(`[test] ${line}`);
const run = `test-reports-${process.pid}`;
const reports = runFolder(run);

/** The environment of the tests in projects `emulator` and `console`, which `test/support/local-stack.ts` reads. */
function stackEnvironment({ stack, folder }: TemporaryStack, home: string): NodeJS.ProcessEnv {
  const outputs = join(folder, 'stack-outputs.json');
  writeFileSync(outputs, JSON.stringify(stack.outputs));
  return {
    ...awsEnvironment(stack.endpoint),
    TAIBAI_URL: stack.url,
    TAIBAI_OUTPUTS: outputs,
    TAIBAI_HOME: home,
  };
}

const onStack = (): Promise<Outcome> =>
  withTemporaryStack(
    {
      command: 'test',
      settings: { users: [...devStackUsers, ...guests] },
      report,
      signal,
    },
    (temporary) => {
      const home = join(temporary.folder, 'home');
      const env = stackEnvironment(temporary, home);
      return withWarmClients({ folder: temporary.folder, home }, async (clients) => {
        const options = { env: { ...env, ...clients }, signal };
        const emulator = await vitestProject('emulator', reports, options);
        return combine([emulator, await vitestProject('console', reports, options)]);
      });
    },
  );

const parts: readonly (readonly [string, () => Promise<Outcome>])[] = [
  ['types', () => staticCheck('types', { signal })],
  ['lint', () => staticCheck('lint', { signal })],
  ['format', () => staticCheck('format', { signal })],
  ['unit and property tests', () => vitestProject('fast', reports, { signal })],
  ['python tests', () => pythonSuite(reports, { signal })],
  ['stacks', () => vitestProject('stacks', reports, { signal })],
  ['emulator, clients and console', onStack],
  ['guide', () => guideRehearsal({ signal })],
  ['second deployment', () => smokeRehearsal({ signal })],
];

/** A part that throws counts as one failure, and the other parts still run. */
async function outcomeOf(name: string, part: () => Promise<Outcome>): Promise<Outcome> {
  try {
    report(`${name} …`);
    return await part();
  } catch (error) {
    signal.throwIfAborted();
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: [`${name} (aborted)`], skipped: [] };
  }
}

await claimRun(run);
try {
  const outcomes: Outcome[] = [];
  for (const [name, part] of parts) outcomes.push(await outcomeOf(name, part));
  const all = combine(outcomes);
  for (const line of summaryLines(all)) console.log(line);
  process.exitCode = all.failed.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 130;
} finally {
  await removeRun(run);
}
process.exit();
