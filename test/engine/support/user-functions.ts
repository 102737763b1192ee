import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LambdaClient, PublishLayerVersionCommand } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import {
  lambdaFunctionProvisioner,
  provisioningClient,
} from '../../../functions/engine/aws/function-provisioner.ts';
import {
  invokingClient,
  lambdaFunctionRunner,
} from '../../../functions/engine/aws/function-runner.ts';
import { s3PackageStore } from '../../../functions/engine/aws/package-store.ts';
import { s3Client } from '../../../functions/platform/aws/s3.ts';
import { timerSleep } from '../../../functions/platform/node/sleep.ts';
import type { Deployment } from '../../../functions/engine/core/functions/deployment.ts';
import { createBucket } from '../../support/bucket.ts';

const runtimeFolder = fileURLToPath(
  new URL('../../../functions/python/taibai_runtime', import.meta.url),
);

/** The files of `functions/python` as they are in a layer. */
const layerZip = (): Uint8Array =>
  zipSync(
    Object.fromEntries(
      readdirSync(runtimeFolder)
        .filter((file) => file.endsWith('.py'))
        .map((file) => [
          `python/taibai_runtime/${file}`,
          Uint8Array.from(readFileSync(`${runtimeFolder}/${file}`)),
        ]),
    ),
  );

/** A new bucket and layer, and the adapters that create and run users' functions from them. */
export async function userFunctions() {
  const s3 = s3Client(process.env);
  const bucket = await createBucket(s3);
  const control = new LambdaClient({});
  const { LayerVersionArn: layerArn = '' } = await control.send(
    new PublishLayerVersionCommand({
      LayerName: `test-${randomUUID()}`,
      Content: { ZipFile: layerZip() },
    }),
  );
  const namePrefix = `t${randomUUID().slice(0, 8)}`;
  const settings = {
    namePrefix,
    bucket,
    layerArn,
    roleArn: 'arn:aws:iam::000000000000:role/denies-everything',
  };
  const packages = s3PackageStore(s3, bucket);
  const provisioner = lambdaFunctionProvisioner(provisioningClient(), settings, timerSleep);

  /** Stores the code, or several files of it, and returns its deployment. */
  async function deployment(
    code: string | Readonly<Record<string, string>>,
    over: Partial<Deployment> = {},
  ): Promise<Deployment> {
    const packageKey = `packages/demo/${randomUUID()}.zip`;
    const files = Object.entries(typeof code === 'string' ? { 'main.py': code } : code);
    const zip = Object.fromEntries(files.map(([name, text]) => [name, strToU8(text)]));
    await packages.put(packageKey, zipSync(zip));
    return {
      functionId: randomUUID(),
      projectId: 'demo',
      pythonRuntime: 'python3.13',
      packageKey,
      entry: 'main.main',
      memoryMegabytes: 177,
      timeoutSeconds: 2,
      secrets: new Map(),
      ...over,
    };
  }

  return {
    control,
    settings,
    packages,
    provisioner,
    runner: lambdaFunctionRunner(invokingClient(), namePrefix),
    deployment,
    async deployed(code: Parameters<typeof deployment>[0], over: Partial<Deployment> = {}) {
      const wanted = await deployment(code, over);
      const outcome = await provisioner.apply(wanted, async () => true);
      if (outcome.kind !== 'ready') throw new Error(JSON.stringify(outcome));
      return wanted;
    },
  };
}

/** An invocation of this function, by a new execution. */
export const anInvocation = ({ functionId, projectId, timeoutSeconds }: Deployment) => ({
  v: 1 as const,
  execution_id: randomUUID(),
  function_id: functionId,
  project_id: projectId,
  positional: false,
  timeout_seconds: timeoutSeconds,
});
