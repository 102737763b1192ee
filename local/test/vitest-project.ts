import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as z from 'zod';
import { root } from '../folder.ts';
import { show, type ProgramOptions } from '../program.ts';
import { withExitCode, type Outcome } from './outcome.ts';

/** The part of vitest's JSON report that is counted. */
const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Runs one project of `vitest.config.ts`; its report goes to a file in `reports`. */
export async function vitestProject(
  project: string,
  reports: string,
  options: ProgramOptions,
): Promise<Outcome> {
  const file = join(reports, `${project}.json`);
  const code = await show(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      `--project=${project}`,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    { ...options, cwd: root },
  );
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '{"testResults":[]}';
  return withExitCode(`vitest ${project}`, code, count(text));
}

/** What a report of vitest says; a file that could not be loaded, or whose set-up failed, is one failure more. */
export function count(text: string): Outcome {
  const files = report.parse(JSON.parse(text)).testResults;
  const tests = files.flatMap((file) => {
    const place = relative(root, file.name);
    const told = file.assertionResults.map(({ status, fullName }) => ({
      status,
      name: `${place} > ${fullName}`,
    }));
    const explained = told.some(({ status }) => status === 'failed');
    return file.status === 'failed' && !explained
      ? [...told, { status: 'failed', name: `${place} (could not be loaded or set up)` }]
      : told;
  });
  const named = (wanted: (status: string) => boolean): readonly string[] =>
    tests.filter(({ status }) => wanted(status)).map(({ name }) => name);
  return {
    passed: named((status) => status === 'passed').length,
    failed: named((status) => status === 'failed'),
    skipped: named((status) => status !== 'passed' && status !== 'failed'),
  };
}
