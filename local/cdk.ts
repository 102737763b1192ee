import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Cloud } from './cloud.ts';
import { dotLocal, root } from './folder.ts';
import { run, type ProgramResult } from './program.ts';
import { reported, type Report } from './report.ts';

export interface Deployment {
  readonly cloud: Cloud;
  /** The folder for the assembly and the outputs. */
  readonly folder: string;
  /** The settings file: see `infra/settings.ts`. */
  readonly settings: string;
  /** Whether destroying the stacks also destroys stored data; true by default. */
  readonly purge?: boolean;
  /** The folder of the CDK application, with its `cdk.json`. */
  readonly application?: string;
  /** Is called when the state stack is deployed, before the app stack is. */
  readonly beforeApp?: () => Promise<void>;
  /** The file for the CDK's whole output. */
  readonly log: string;
  readonly signal: AbortSignal;
}

/** The outputs of all stacks, by name. */
export type Outputs = Readonly<Record<string, string>>;

const outputsFile = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * Runs `cdk bootstrap`, `cdk synth` and `cdk deploy` with the unmodified command line and the same
 * application that is deployed to AWS. Bootstrapping and synthesis run concurrently.
 */
export async function deploy(deployment: Deployment, report: Report): Promise<Outputs> {
  rmSync(deployment.log, { force: true });
  await reported(report, 'bootstrap and synthesis', () =>
    inParallel(
      deployment.signal,
      (signal) => bootstrap({ ...deployment, signal }),
      (signal) => synthesize({ ...deployment, signal }),
    ),
  );
  return deployStacks(deployment, report);
}

/** In a folder without an application, where it is faster. */
export const bootstrap = (deployment: Deployment): Promise<void> =>
  cdk(
    deployment,
    [
      'bootstrap',
      `aws://${deployment.cloud.account}/${deployment.cloud.region}`,
      `--output=${join(deployment.folder, 'cdk.bootstrap')}`,
    ],
    deployment.folder,
  );

export const assemblyOf = ({ folder }: Deployment): string => join(folder, 'cdk.out');

export const synthesize = (deployment: Deployment): Promise<void> =>
  cdk(deployment, [
    'synth',
    '--quiet',
    `--output=${assemblyOf(deployment)}`,
    `--context=settings=${deployment.settings}`,
    `--context=purge=${deployment.purge ?? true}`,
  ]);

/** Deploys what was synthesized. The account must be bootstrapped. */
export const deployStacks = (deployment: Deployment, report: Report): Promise<Outputs> =>
  reported(report, 'deployment', async () => {
    if (deployment.beforeApp) {
      await deployOnly(deployment, ['*-state', '--exclusively']);
      await deployment.beforeApp();
    }
    return deployOnly(deployment, ['--all']);
  });

async function deployOnly(deployment: Deployment, stacks: readonly string[]): Promise<Outputs> {
  const assembly = assemblyOf(deployment);
  const outputs = join(deployment.folder, 'outputs.json');
  await cdk(deployment, [
    'deploy',
    ...stacks,
    `--app=${assembly}`,
    `--output=${assembly}`,
    '--require-approval=never',
    `--outputs-file=${outputs}`,
  ]);
  const byStack = outputsFile.parse(JSON.parse(readFileSync(outputs, 'utf8')));
  return Object.assign({}, ...Object.values(byStack));
}

/** Destroys the named stacks, or all of them. */
export const destroyStacks = (
  deployment: Deployment,
  report: Report,
  stacks: readonly string[] = ['--all'],
): Promise<void> =>
  reported(report, 'removal', () =>
    cdk(deployment, ['destroy', ...stacks, '--force', `--app=${assemblyOf(deployment)}`]),
  );

/** Runs tasks concurrently; if one fails, aborts the others and waits for them before it throws. */
async function inParallel(
  outer: AbortSignal,
  ...tasks: readonly ((signal: AbortSignal) => Promise<void>)[]
): Promise<void> {
  const failure = new AbortController();
  const signal = AbortSignal.any([outer, failure.signal]);
  await Promise.allSettled(
    tasks.map(async (task) => {
      try {
        await task(signal);
      } catch (error) {
        failure.abort(error);
      }
    }),
  );
  signal.throwIfAborted();
}

/** Runs in the application's folder by default. */
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
    throw new Error(`cdk ${parameters[0]} failed; the whole output is in ${log}:\n${endOf(ended)}`);
}

/** The end of the output, where the CDK reports what failed. */
function endOf({ stdout, stderr }: ProgramResult): string {
  const text = `${stdout}${stderr}`;
  const failures = text.lastIndexOf('Failed resources:');
  return (failures < 0 ? text : text.slice(failures)).trim().split('\n').slice(-20).join('\n');
}
