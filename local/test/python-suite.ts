import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { binOf, root } from '../folder.ts';
import { show, type ProgramOptions } from '../program.ts';
import { withExitCode, type Outcome } from './outcome.ts';

const report = z.object({
  passed: z.number(),
  failed: z.array(z.string()),
  skipped: z.array(z.string()),
});

/** Runs the unit tests in `test/python`. */
export async function pythonSuite(reports: string, options: ProgramOptions): Promise<Outcome> {
  const file = join(reports, 'python.json');
  const program = join(root, 'local', 'test', 'unittest_report.py');
  const code = await show(join(binOf('emulator'), 'python'), ['-B', program, file], {
    ...options,
    cwd: root,
  });
  if (!existsSync(file)) return { passed: 0, failed: ['python tests'], skipped: [] };
  return withExitCode('python tests', code, report.parse(JSON.parse(readFileSync(file, 'utf8'))));
}
