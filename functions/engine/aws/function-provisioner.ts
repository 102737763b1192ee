import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  type FunctionConfiguration,
  GetFunctionCommand,
  LambdaClient,
  type LambdaClientConfig,
  PublishVersionCommand,
  ResourceNotFoundException,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { userFunctionName } from '../../contract/user-function.ts';
import type { FunctionProvisioner } from '../lambda-ports.ts';
import type { Deployment, ImageDeployment } from '../core/functions/deployment.ts';
import type { Sleep } from '../../platform/ports.ts';
import {
  agrees,
  codeOf,
  configurationOf,
  type UserFunctionSettings,
} from './function-configuration.ts';
import { keepingReady } from './provisioned-concurrency.ts';
import { verdictOf } from './provisioning-verdict.ts';

/** Lambda's control plane takes 15 calls a second per account, so throttled calls are retried with jitter. */
export const provisioningClient = (settings: LambdaClientConfig = {}): LambdaClient =>
  new LambdaClient({ maxAttempts: 8, retryMode: 'adaptive', ...settings });

type Applied = Awaited<ReturnType<FunctionProvisioner['apply']>>;

/**
 * Each change names the `RevisionId` that was read *before* `isWanted` was asked. If the function has
 * changed since, Lambda refuses the change, and the caller reads its row again.
 */
export function lambdaFunctionProvisioner(
  client: LambdaClient,
  settings: UserFunctionSettings,
  sleep: Sleep,
): FunctionProvisioner {
  const settled = (name: string) => settledConfiguration(client, name, sleep);

  async function create(deployment: Deployment | ImageDeployment, name: string): Promise<Applied> {
    await client.send(
      new CreateFunctionCommand({
        ...configurationOf(deployment, settings),
        Code: codeOf(deployment, settings),
        PackageType: 'image' in deployment ? 'Image' : 'Zip',
        Architectures: ['x86_64'],
        Tags: { 'taibai:project': deployment.projectId, 'taibai:function': deployment.functionId },
      }),
    );
    return settledAs(await settled(name));
  }

  async function updateCode(
    deployment: Deployment | ImageDeployment,
    { RevisionId }: FunctionConfiguration,
  ) {
    const FunctionName = userFunctionName(settings.namePrefix, deployment.functionId);
    const code =
      'image' in deployment ? await currentImage(FunctionName) : codeOf(deployment, settings);
    await client.send(new UpdateFunctionCodeCommand({ FunctionName, ...code, RevisionId }));
  }

  /** The image the function was created from, by its digest, so that a moved tag changes nothing. */
  async function currentImage(FunctionName: string) {
    const { Code: code } = await client.send(new GetFunctionCommand({ FunctionName }));
    return { ImageUri: code?.ResolvedImageUri ?? code?.ImageUri };
  }

  async function deleteFunction(functionId: string, qualifier?: string): Promise<void> {
    try {
      await client.send(
        new DeleteFunctionCommand({
          FunctionName: userFunctionName(settings.namePrefix, functionId),
          Qualifier: qualifier,
        }),
      );
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }

  return {
    async apply(deployment, isWanted) {
      const name = userFunctionName(settings.namePrefix, deployment.functionId);
      try {
        const before = await settled(name);
        if (!(await isWanted())) return { kind: 'overtaken' };
        if (!before) return await create(deployment, name);
        await updateCode(deployment, before);
        const between = await settled(name);
        if (!between || !(await isWanted())) return { kind: 'overtaken' };
        const wanted = configurationOf(deployment, settings);
        if (agrees(between, wanted)) return settledAs(between);
        await client.send(
          new UpdateFunctionConfigurationCommand({ ...wanted, RevisionId: between.RevisionId }),
        );
        return settledAs(await settled(name));
      } catch (error) {
        const verdict = verdictOf(error);
        return verdict.kind === 'overtaken' || (await isWanted()) ? verdict : { kind: 'overtaken' };
      }
    },

    async publish(functionId, isWanted) {
      const name = userFunctionName(settings.namePrefix, functionId);
      try {
        const found = await settled(name);
        if (!found || !(await isWanted())) return { kind: 'overtaken' };
        const { CodeSha256, RevisionId } = found;
        const { Version: lambdaVersion } = await client.send(
          new PublishVersionCommand({ FunctionName: name, CodeSha256, RevisionId }),
        );
        if (lambdaVersion === undefined) throw new Error(`${name} was published without a number`);
        return { kind: 'published', lambdaVersion };
      } catch (error) {
        // If two publish at once, Lambda tells one that the code has changed; it reads the row again.
        return verdictOf(error);
      }
    },

    keepReady: keepingReady(client, settings.namePrefix),
    remove: (functionId) => deleteFunction(functionId),
    removeVersion: (functionId, lambdaVersion) => deleteFunction(functionId, lambdaVersion),
  };
}

function settledAs(found: FunctionConfiguration | undefined): Applied {
  if (!found) return { kind: 'overtaken' };
  if (found.State === 'Failed')
    return { kind: 'refused', reason: found.StateReason ?? 'Lambda could not make the function.' };
  if (found.LastUpdateStatus === 'Failed')
    return {
      kind: 'refused',
      reason: found.LastUpdateStatusReason ?? 'Lambda could not change the function.',
    };
  return { kind: 'ready' };
}

const settleSeconds = 50;
/** Lambda takes some seconds for a change, so there is nothing to see before. */
const firstPollMilliseconds = 1000;
const longestPollMilliseconds = 4000;

/**
 * Waits until no change of the function is in progress; undefined if there is no function. Asks by
 * `GetFunction`, which may be called 100 times a second; all other calls of the control plane share 15.
 */
async function settledConfiguration(client: LambdaClient, name: string, sleep: Sleep) {
  let pause = firstPollMilliseconds;
  for (let waited = 0; waited < settleSeconds * 1000; waited += pause) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- polls
      const answer = await client.send(new GetFunctionCommand({ FunctionName: name }));
      const found = answer.Configuration ?? {};
      if (found.State !== 'Pending' && found.LastUpdateStatus !== 'InProgress') return found;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
    // oxlint-disable-next-line no-await-in-loop -- polls
    await sleep(pause * (0.75 + Math.random() / 2));
    pause = Math.min(longestPollMilliseconds, pause * 1.6);
  }
  throw new Error(`function ${name} did not settle in ${settleSeconds} s`);
}
