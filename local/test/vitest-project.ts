import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as z from 'zod';
import { root } from '../folder.ts';
import { show, type ProgramOptions } from '../program.ts';
import { withExitCode, type Outcome } from './outcome.ts';

/** The part of vitest's JSON report that is evaluated. */
const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Runs one project of `vitest.config.ts` and writes its report to a file in `reports`. */
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

/** Evaluates a report of vitest. A file that could not be loaded or set up counts as one failure. */
export function count(text: string): Outcome {
  const files = report.parse(JSON.parse(text)).testResults;
  const tests = files.flatMap((file) => {
    const path = relative(root, file.name);
    const results = file.assertionResults.map(({ status, fullName }) => ({
      status,
      name: `${path} > ${fullName}`,
    }));
    const hasFailedTest = results.some(({ status }) => status === 'failed');
    return file.status === 'failed' && !hasFailedTest
      ? [...results, { status: 'failed', name: `${path} (could not be loaded or set up)` }]
      : results;
  });
  const named = (wanted: (status: string) => boolean): readonly string[] =>
    tests.filter(({ status }) => wanted(status)).map(({ name }) => name);
  return {
    passed: named((status) => status === 'passed').length,
    failed: named((status) => status === 'failed'),
    skipped: named((status) => status !== 'passed' && status !== 'failed'),
  };
}
