import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { binOf, type Environment, root } from '../folder.ts';
import { show, type ProgramOptions } from '../program.ts';
import { combine, withExitCode, type Outcome } from './outcome.ts';

const report = z.object({
  passed: z.number(),
  failed: z.array(z.string()),
  skipped: z.array(z.string()),
});

/** Each folder with tests, and the environment that has what they import. */
const suites: readonly (readonly [folder: string, Environment])[] = [
  ['test/python', 'emulator'],
  ['clients/python', 'clients'],
];

/** Runs the Python tests: those of the runtime, and those of the plugin for `openstack`. */
export async function pythonSuite(reports: string, options: ProgramOptions): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const [folder, environment] of suites) {
    const file = join(reports, `python-${environment}.json`);
    const python = join(binOf(environment), 'python');
    const program = join(root, 'local', 'test', 'unittest_report.py');
    // oxlint-disable-next-line no-await-in-loop -- their output would mix
    const code = await show(python, ['-B', program, file, join(root, folder)], {
      ...options,
      cwd: root,
    });
    outcomes.push(outcomeOf(folder, file, code));
  }
  return combine(outcomes);
}

function outcomeOf(folder: string, file: string, code: number): Outcome {
  const name = `python tests in ${folder}`;
  if (!existsSync(file)) return { passed: 0, failed: [name], skipped: [] };
  return withExitCode(name, code, report.parse(JSON.parse(readFileSync(file, 'utf8'))));
}
