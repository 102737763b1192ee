import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Cloud } from './cloud.ts';
import { dotLocal, root } from './folder.ts';
import { run, type Ended } from './program.ts';
import { reported, type Report } from './report.ts';

export interface Deployment {
  readonly cloud: Cloud;
  /** Where assembly and outputs go. */
  readonly folder: string;
  /** A file in the form of `infra/settings.ts`. */
  readonly settings: string;
  /** Whether what is stored can be destroyed, too; true if nothing is said. */
  readonly purge?: boolean;
  /** Folder of the CDK application, with its `cdk.json`. */
  readonly application?: string;
  /** A file that keeps everything the CDK said. */
  readonly log: string;
  readonly signal: AbortSignal;
}

const outputsFile = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * `cdk bootstrap`, `cdk synth` and `cdk deploy` of the very application that goes to AWS, by the
 * unmodified command line. Bootstrapping and synthesis need nothing from each other. Returns the
 * outputs of all stacks.
 */
export async function deploy(
  deployment: Deployment,
  report: Report,
): Promise<Readonly<Record<string, string>>> {
  rmSync(deployment.log, { force: true });
  const bootstrap = [
    'bootstrap',
    `aws://${deployment.cloud.account}/${deployment.cloud.region}`,
    `--output=${join(deployment.folder, 'cdk.bootstrap')}`,
  ];
  await reported(report, 'bootstrap and synthesis', () =>
    bothOrNeither(
      deployment.signal,
      (signal) => cdk({ ...deployment, signal }, bootstrap, deployment.folder),
      (signal) => synthesize({ ...deployment, signal }),
    ),
  );
  return deployStacks(deployment, report);
}

const assemblyOf = ({ folder }: Deployment): string => join(folder, 'cdk.out');

export const synthesize = (deployment: Deployment): Promise<void> =>
  cdk(deployment, [
    'synth',
    '--quiet',
    `--output=${assemblyOf(deployment)}`,
    `--context=settings=${deployment.settings}`,
    `--context=purge=${deployment.purge ?? true}`,
  ]);

/** Deploys what was synthesized, where the CDK is at home already. Returns the outputs of all stacks. */
export async function deployStacks(
  deployment: Deployment,
  report: Report,
): Promise<Readonly<Record<string, string>>> {
  const assembly = assemblyOf(deployment);
  const outputs = join(deployment.folder, 'outputs.json');
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

/** Destroys what was deployed: all of it, or the named stacks. */
export const destroyStacks = (
  deployment: Deployment,
  report: Report,
  stacks: readonly string[] = ['--all'],
): Promise<void> =>
  reported(report, 'removal', () =>
    cdk(deployment, ['destroy', ...stacks, '--force', `--app=${assemblyOf(deployment)}`]),
  );

/** Does two things side by side; when one fails, the other is broken off and over before that is told. */
async function bothOrNeither(
  outer: AbortSignal,
  ...works: readonly ((signal: AbortSignal) => Promise<void>)[]
): Promise<void> {
  const broken = new AbortController();
  const signal = AbortSignal.any([outer, broken.signal]);
  await Promise.allSettled(
    works.map(async (work) => {
      try {
        await work(signal);
      } catch (error) {
        broken.abort(error);
      }
    }),
  );
  signal.throwIfAborted();
}

/** Runs where the application is, or in a folder without one if it is not needed and would cost time. */
async function cdk(
  { cloud, signal, log, application = root }: Deployment,
  parameters: readonly string[],
  folder = application,
): Promise<void> {
  const program = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const ended = await run(
    process.execPath,
    [program, ...parameters, '--no-notices', '--no-color'],
    {
      cwd: folder,
      signal,
      env: {
        ...cloud.env,
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
