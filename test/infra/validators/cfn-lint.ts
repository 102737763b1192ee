import { join } from 'node:path';
import * as z from 'zod';
import { binOf } from '../../../local/folder.ts';
import { run } from '../../../local/program.ts';
import type { Region } from './combinations.ts';

export const cfnLint = join(binOf('validators'), 'cfn-lint');

const findings = z.array(
  z
    .object({
      Filename: z.string(),
      Rule: z.object({ Id: z.string() }),
      Message: z.string(),
      Location: z.object({ Path: z.array(z.union([z.string(), z.number()])).nullable() }),
    })
    .transform(
      ({ Filename: file, Rule: { Id: rule }, Message: message, Location: { Path: path } }) => ({
        file,
        rule,
        message,
        path: (path ?? []).join('/'),
      }),
    ),
);
export type LintFinding = z.infer<typeof findings>[number];

/** Everything cfn-lint reports on the templates in the region, informational findings included. */
export async function lint(
  region: Region,
  files: readonly string[],
): Promise<readonly LintFinding[]> {
  const options = ['--include-checks', 'I', '--regions', region, '--format', 'json'];
  const { code, stdout, stderr } = await run(cfnLint, [...options, '--', ...files]);
  if (code === 0) return [];
  try {
    return findings.parse(JSON.parse(stdout));
  } catch (cause) {
    throw new Error(`cfn-lint: ${stdout}${stderr}`, { cause });
  }
}
