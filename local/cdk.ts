import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { awsEnvironment } from './aws-environment.ts';
import { dotLocal, root } from './folder.ts';
import { run } from './program.ts';
import type { Ended } from './program.ts';
import { reported } from './report.ts';
import type { Report } from './report.ts';

export interface Deployment {
  readonly endpoint: string;
  /** Where assembly and outputs go. */
  readonly folder: string;
  /** A file in the form of `infra/settings.ts`. */
  readonly settings: string;
  /** Folder of the CDK application, with its `cdk.json`. */
  readonly application?: string;
  /** A file that keeps everything the CDK said. */
  readonly log: string;
  readonly signal: AbortSignal;
}

const outputsFile = z.record(z.string(), z.record(z.string(), z.string()));

/** The emulator's only account. */
const environment = 'aws://000000000000/us-east-1';

/**
 * `cdk bootstrap`, `cdk synth` and `cdk deploy` of the very application that goes to AWS, by the
 * unmodified command line. Bootstrapping and synthesis need nothing from each other. Returns the
 * outputs of all stacks.
 */
export async function deploy(
  deployment: Deployment,
  report: Report,
): Promise<Readonly<Record<string, string>>> {
  const assembly = join(deployment.folder, 'cdk.out');
  const outputs = join(deployment.folder, 'outputs.json');
  rmSync(deployment.log, { force: true });
  const synthesis = [
    'synth',
    '--quiet',
    `--output=${assembly}`,
    `--context=settings=${deployment.settings}`,
    '--context=purge=true',
  ];
  await reported(report, 'bootstrap and synthesis', () =>
    Promise.all([cdk(deployment, ['bootstrap', environment]), cdk(deployment, synthesis)]),
  );
  await reported(report, 'deployment', () =>
    cdk(deployment, [
      'deploy',
      '--all',
      `--app=${assembly}`,
      `--output=${assembly}`,
      '--require-approval=never',
      `--outputs-file=${outputs}`,
    ]),
  );
  const byStack = outputsFile.parse(JSON.parse(readFileSync(outputs, 'utf8')));
  return Object.assign({}, ...Object.values(byStack));
}

async function cdk(
  { endpoint, signal, log, application = root }: Deployment,
  parameters: readonly string[],
): Promise<void> {
  const program = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const ended = await run(
    process.execPath,
    [program, ...parameters, '--no-notices', '--no-color'],
    {
      cwd: application,
      signal,
      env: {
        ...awsEnvironment(endpoint),
        CDK_HOME: join(dotLocal, 'cdk'),
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CDK_DISABLE_VERSION_CHECK: 'true',
      },
    },
  );
  appendFileSync(log, `$ cdk ${parameters.join(' ')}\n${ended.stdout}${ended.stderr}\n`);
  if (ended.code !== 0)
    throw new Error(`cdk ${parameters[0]} failed; all it said is in ${log}:\n${gist(ended)}`);
}

/** What went wrong: CDK says it last. */
function gist({ stdout, stderr }: Ended): string {
  const text = `${stdout}${stderr}`;
  const failures = text.lastIndexOf('Failed resources:');
  return (failures < 0 ? text : text.slice(failures)).trim().split('\n').slice(-20).join('\n');
}
