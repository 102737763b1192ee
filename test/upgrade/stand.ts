import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type DeploymentCode, lambdaFolder, workingCopyCode } from '../../infra/constructs/code.ts';
import { deployment as stacksOf } from '../../infra/deployment.ts';
import { parseSettings } from '../../infra/settings.ts';
import {
  assemblyOf,
  bootstrap,
  type Deployment,
  deployStacks,
  type Outputs,
  synthesize,
} from '../../local/cdk.ts';
import { type Cloud, emulatorCloud } from '../../local/cloud.ts';
import { startEmulator } from '../../local/emulator.ts';
import { logFile } from '../../local/folder.ts';
import { startGateway } from '../../local/gateway.ts';
import { localApi } from '../../local/stack.ts';
import { localConcurrency } from '../../local/local-settings.ts';
import { featureFlags } from '../infra/support.ts';
import type { Step } from './steps.ts';

/** An emulator of a test's own, to which one deployment is made over another. */
export interface Stand {
  readonly cloud: Cloud;
  readonly url: string;
  /** Deploys the application of this folder, or this working copy, and answers with the outputs. */
  deploy(step: Step, application?: string): Promise<Outputs>;
  stop(): Promise<void>;
}

/** `name` is that of its logs. */
export async function startStand(name: string): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const gateway = await startGateway(0);
  const emulator = await startEmulator(folder, logFile(name, 'emulator'));
  const cloud = emulatorCloud(emulator.endpoint);
  const code = bundledOnce(join(folder, 'code'));
  let deployed = 0;
  return {
    cloud,
    url: gateway.url,
    async deploy(step, application) {
      deployed += 1;
      const own = join(folder, String(deployed));
      mkdirSync(own);
      const settings = join(own, 'settings.json');
      const written = JSON.stringify({
        publicUrl: gateway.url,
        concurrency: localConcurrency,
        pythonRuntimes: emulator.pythons.map(({ runtime }) => runtime),
        ...step.settings,
      });
      writeFileSync(settings, written);
      const deployment = {
        cloud,
        folder: own,
        settings,
        purge: false,
        log: logFile(name, `deployment-${deployed}`),
        signal: new AbortController().signal,
        ...(application !== undefined && { application }),
      };
      if (deployed === 1) await bootstrap(deployment);
      if (application === undefined) synthesizeHere(deployment, written, code);
      else await synthesize(deployment);
      const outputs = await deployStacks(deployment, () => {});
      gateway.forwardTo(localApi(emulator.endpoint, outputs));
      return outputs;
    },
    async stop() {
      await gateway.stop();
      await emulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As the CDK's command line synthesizes it, without another process and without bundling it again. */
function synthesizeHere(deployment: Deployment, settings: string, code: DeploymentCode): void {
  const app = new App({ outdir: assemblyOf(deployment), context: featureFlags });
  stacksOf(app, { ...parseSettings(settings, deployment.settings), purge: false }, code);
  app.synth();
}

function bundledOnce(folder: string): DeploymentCode {
  const bundled = new Map<string, string>();
  const workingCopy = workingCopyCode(folder);
  return {
    runtimeLayer: () => workingCopy.runtimeLayer(),
    lambda(entry) {
      const made = bundled.get(entry) ?? lambdaFolder(entry, folder);
      bundled.set(entry, made);
      return Code.fromAsset(made);
    },
  };
}
