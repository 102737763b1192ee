import { randomUUID } from 'node:crypto';
import { GetFunctionCommand, GetProvisionedConcurrencyConfigCommand } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, test } from 'vitest';
import { userFunctionName } from '../../../functions/contract/user-function.ts';
import type { Deployment } from '../../../functions/engine/core/functions/deployment.ts';
import { anInvocation, userFunctions } from '../support/user-functions.ts';

const wanted = async () => true;
const returning = (text: string) => `def main(): return ${JSON.stringify(text)}`;

describe('the provisioner', () => {
  let lambda: Awaited<ReturnType<typeof userFunctions>>;
  beforeAll(async () => {
    lambda = await userFunctions();
  });
  const described = ({ functionId }: Deployment) =>
    lambda.control.send(
      new GetFunctionCommand({
        FunctionName: userFunctionName(lambda.settings.namePrefix, functionId),
      }),
    );
  const output = async (fn: Deployment) => {
    const outcome = await lambda.runner.run(fn.functionId, undefined, anInvocation(fn), 'null');
    return outcome.kind === 'answered' ? outcome.envelope.output : outcome;
  };

  test('creates a function as told, and tags it with its owner', async () => {
    const fn = await lambda.deployed(returning('first'), { timeoutSeconds: 7 });
    const { Configuration: made, Tags: tags } = await described(fn);
    expect(made).toMatchObject({
      State: 'Active',
      Runtime: 'python3.13',
      Handler: 'taibai_runtime.handler.main',
      Role: lambda.settings.roleArn,
      MemorySize: 177,
      Timeout: 10,
      Environment: { Variables: { TAIBAI_ENTRY: 'main.main' } },
    });
    expect(tags).toEqual({ 'taibai:project': 'demo', 'taibai:function': fn.functionId });
    expect(await output(fn)).toBe('"first"');
  });

  test('the next run after a change uses the new code and configuration', async () => {
    const fn = await lambda.deployed(returning('first'));
    expect(await output(fn)).toBe('"first"');
    const next = await lambda.deployment('def other(): return "second"', {
      functionId: fn.functionId,
      entry: 'main.other',
      timeoutSeconds: 9,
    });
    expect(await lambda.provisioner.apply(next, wanted)).toEqual({ kind: 'ready' });
    expect((await described(fn)).Configuration).toMatchObject({ Timeout: 12 });
    expect(await output(next)).toBe('"second"');
    expect(await lambda.provisioner.apply(next, wanted)).toEqual({ kind: 'ready' });
    expect(await output(next)).toBe('"second"');
  });

  test('several that create one function at once leave one, and it runs', async () => {
    const fn = await lambda.deployment(returning('one'));
    const outcomes = await Promise.all([1, 2, 3].map(() => lambda.provisioner.apply(fn, wanted)));
    expect(outcomes).toContainEqual({ kind: 'ready' });
    expect(await output(fn)).toBe('"one"');
  });

  test('says why Lambda refuses a function', async () => {
    const fn = await lambda.deployment('');
    await lambda.packages.put(fn.packageKey, new TextEncoder().encode('no zip'));
    const outcome = await lambda.provisioner.apply(fn, wanted);
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining('Lambda') });
  });

  test('a version keeps its code and configuration when the function changes', async () => {
    const fn = await lambda.deployed(returning('first'));
    const published = await lambda.provisioner.publish(fn.functionId, wanted);
    if (published.kind !== 'published') throw new Error(JSON.stringify(published));
    const again = await lambda.provisioner.publish(fn.functionId, wanted);
    expect(again).toEqual(published);
    const next = await lambda.deployment(returning('second'), { functionId: fn.functionId });
    await lambda.provisioner.apply(next, wanted);
    const run = (qualifier: string | undefined) =>
      lambda.runner.run(fn.functionId, qualifier, anInvocation(fn), 'null');
    expect(await run(published.lambdaVersion)).toMatchObject({ envelope: { output: '"first"' } });
    expect(await run(undefined)).toMatchObject({ envelope: { output: '"second"' } });
    await lambda.provisioner.removeVersion(fn.functionId, published.lambdaVersion);
    await lambda.provisioner.removeVersion(fn.functionId, published.lambdaVersion);
    expect(await run(published.lambdaVersion)).toMatchObject({ kind: 'not-begun' });
    expect(await run(undefined)).toMatchObject({ envelope: { output: '"second"' } });
  });

  test('keeps as many environments of a version ready as it was last told, until it is told none', async () => {
    const fn = await lambda.deployed(returning('first'));
    const published = await lambda.provisioner.publish(fn.functionId, wanted);
    if (published.kind !== 'published') throw new Error(JSON.stringify(published));
    const keep = (environments: number, version = published.lambdaVersion) =>
      lambda.provisioner.keepReady(fn.functionId, version, environments);
    const kept = async () => {
      const version = {
        FunctionName: userFunctionName(lambda.settings.namePrefix, fn.functionId),
        Qualifier: published.lambdaVersion,
      };
      const asked = lambda.control.send(new GetProvisionedConcurrencyConfigCommand(version));
      const found = await asked.catch((error: Error) => error.name);
      return typeof found === 'string' ? found : found.RequestedProvisionedConcurrentExecutions;
    };
    expect(await keep(2)).toEqual({ kind: 'ready' });
    expect(await keep(2)).toEqual({ kind: 'ready' });
    expect(await kept()).toBe(2);
    expect(await keep(3)).toEqual({ kind: 'ready' });
    expect(await kept()).toBe(3);
    expect(await keep(0)).toEqual({ kind: 'ready' });
    expect(await keep(0)).toEqual({ kind: 'ready' });
    expect(await kept()).toBe('ProvisionedConcurrencyConfigNotFoundException');
    expect(await keep(1, '99')).toMatchObject({ kind: 'refused' });
    expect(await keep(0, '99')).toEqual({ kind: 'ready' });
  });

  test('creates a function from an image with nothing but the image and its limits', async () => {
    const image = '000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:1';
    const fn = {
      functionId: randomUUID(),
      projectId: 'demo',
      image,
      memoryMegabytes: 177,
      timeoutSeconds: 2,
      secrets: new Map(),
    };
    expect(await lambda.provisioner.apply(fn, wanted)).toEqual({ kind: 'ready' });
    const name = userFunctionName(lambda.settings.namePrefix, fn.functionId);
    const made = await lambda.control.send(new GetFunctionCommand({ FunctionName: name }));
    expect(made).toMatchObject({
      Configuration: { PackageType: 'Image', Timeout: 5, MemorySize: 177 },
      Code: { ImageUri: image },
    });
    const slower = { ...fn, timeoutSeconds: 9 };
    expect(await lambda.provisioner.apply(slower, wanted)).toEqual({ kind: 'ready' });
    const changed = await lambda.control.send(new GetFunctionCommand({ FunctionName: name }));
    expect(changed).toMatchObject({ Configuration: { Timeout: 12 }, Code: { ImageUri: image } });
  });
});
