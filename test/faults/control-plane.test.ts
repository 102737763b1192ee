import { createHash } from 'node:crypto';
import {
  GetFunctionConfigurationCommand,
  type LambdaClientConfig,
  ListVersionsByFunctionCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  lambdaFunctionProvisioner,
  provisioningClient,
} from '../../functions/engine/aws/function-provisioner.ts';
import { memoryFunctionStores } from '../fakes/function-store.ts';
import { memoryRuntimeStore } from '../fakes/runtime-store.ts';
import { memoryVersionStores } from '../fakes/version-store.ts';
import { timerSleep } from '../../functions/platform/node/sleep.ts';
import { provisionFunction } from '../../functions/engine/app/provisioning/provision-function.ts';
import { userFunctionName } from '../../functions/contract/user-function.ts';
import type { QinlingFunction } from '../../functions/engine/core/functions/function.ts';
import { memoryMegabytes } from '../../functions/engine/core/functions/function-size.ts';
import { aSecretBox } from '../support/secret-box.ts';
import { standingClock } from '../support/clock.ts';
import { aFunction, aVersion } from '../engine/support/engine-builders.ts';
import { type Call, faultyLambda, type Trouble } from '../engine/support/faulty-lambda.ts';
import { userFunctions } from '../engine/support/user-functions.ts';
import { silentLog } from '../support/silent-log.ts';

type TroubleOf = (call: Call) => Trouble | undefined;
const noTrouble: TroubleOf = () => undefined;
type Lambda = Awaited<ReturnType<typeof userFunctions>>;

/** More than a queue's, because the sweeper sends a function again after its message has gone to the dead-letter queue. */
const maximumDeliveries = 50;

/**
 * A function's life cycle, with each step provisioned through a faulty Lambda. After each step the rows
 * must say that it is applied, and Lambda, asked directly, must have the same state.
 */
async function lifeCycle(
  lambda: Lambda,
  troubleInStep: () => TroubleOf,
  settings: LambdaClientConfig = {},
): Promise<readonly string[]> {
  let troubleOf = noTrouble;
  const way = await faultyLambda(process.env['AWS_ENDPOINT_URL'] ?? '', (call) => troubleOf(call));
  const clock = standingClock();
  const { functionRows, ...functionStores } = memoryFunctionStores(clock);
  const { functions, revisions } = functionStores;
  const versionStores = memoryVersionStores(functionRows, clock);
  const { publications, versions } = versionStores;
  const ports = {
    log: silentLog,
    ...functionStores,
    ...versionStores,
    runtimes: memoryRuntimeStore(),
    secretBox: aSecretBox(),
    provisioner: lambdaFunctionProvisioner(
      provisioningClient({ ...settings, endpoint: way.url }),
      lambda.settings,
      timerSleep,
    ),
  };
  const checksums = new Map<string, string>();
  const store = async (id: string, text: string) => {
    const zip = zipSync({ 'main.py': strToU8(`def main(): return ${JSON.stringify(text)}`) });
    const packageKey = `packages/demo/${id}/${text}.zip`;
    await lambda.packages.put(packageKey, zip);
    checksums.set(packageKey, createHash('sha256').update(zip).digest('base64'));
    return packageKey;
  };
  const { id } = aFunction();
  const name = userFunctionName(lambda.settings.namePrefix, id);
  const key = { projectId: 'demo', functionId: id };
  const row = async (): Promise<QinlingFunction> => (await functions.get('demo', id))!;

  /** Delivers the message again until it succeeds, as the queue does. */
  async function provision(): Promise<void> {
    troubleOf = troubleInStep();
    for (let delivery = 1; ; delivery += 1)
      try {
        return await provisionFunction(ports, key);
      } catch (error) {
        if (delivery === maximumDeliveries) throw error;
      }
  }
  const configuration = (Qualifier?: string) =>
    lambda.control.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier }));

  async function agreement(): Promise<void> {
    const fn = await row();
    expect([fn.appliedRevision, fn.applyError]).toEqual([fn.revision, null]);
    expect(await configuration()).toMatchObject({
      CodeSha256: checksums.get(fn.packageKey ?? ''),
      Timeout: fn.timeoutSeconds + 3,
      MemorySize: memoryMegabytes(fn),
    });
    const frozen = await versions.list(key);
    const { Versions: published = [] } = await lambda.control.send(
      new ListVersionsByFunctionCommand({ FunctionName: name }),
    );
    expect(published.map(({ Version, CodeSha256 }) => [Version, CodeSha256]).slice(1)).toEqual(
      frozen.map((version) => [version.lambdaVersion, checksums.get(version.packageKey ?? '')]),
    );
    expect(await publications.removed(key)).toEqual([]);
  }
  async function update(over: Partial<QinlingFunction>) {
    const fn = await row();
    await functions.replace({ ...fn, ...over, revision: fn.revision + 1 }, fn);
    await provision();
    await agreement();
  }
  async function freeze() {
    const fn = await row();
    await versions.create(aVersion(fn), fn);
    await provision();
    await agreement();
  }

  try {
    await functions.create(aFunction({ id, packageKey: await store(id, 'first') }));
    await provision();
    await agreement();
    await update({ packageKey: await store(id, 'second'), timeoutSeconds: 9, cpu: 200 });
    await freeze();
    await update({ packageKey: await store(id, 'third') });
    await freeze();
    const [first] = await versions.list(key);
    await versions.remove(first!);
    await provision();
    await agreement();
    await functions.remove('demo', id);
    await provision();
    await expect(configuration()).rejects.toBeInstanceOf(ResourceNotFoundException);
    expect(await revisions.isRemoved('demo', id)).toBe(false);
    return way.calls;
  } finally {
    way.close();
  }
}

const changing = [
  'CreateFunction',
  'UpdateFunctionCode',
  'UpdateFunctionConfiguration',
  'PublishVersion',
  'DeleteFunction',
];
const reading = 'GetFunction';
const troubles = [
  'throttled',
  'conflict',
  'failed before',
  'failed after',
  'cut before',
  'cut after',
  'cut while answering',
] as const satisfies readonly Trouble[];
/** Without retries, so that the message is redelivered. */
const withoutRetries = { maxAttempts: 1, retryMode: 'standard' };

/** In each step, the first `times` calls of each of these kinds fail. */
const troubling = (kinds: readonly string[], trouble: Trouble, times: number) => (): TroubleOf => {
  const seen: string[] = [];
  return ({ name }) => {
    if (!kinds.includes(name)) return undefined;
    seen.push(name);
    return seen.filter((other) => other === name).length <= times ? trouble : undefined;
  };
};

describe.concurrent('with a faulty Lambda, rows and Lambda agree after each step of the life cycle of a function', () => {
  let lambda: Lambda;
  beforeAll(async () => {
    lambda = await userFunctions();
  });

  test('no fault: every kind of call is made', async () => {
    const calls = await lifeCycle(lambda, () => noTrouble);
    expect(new Set(calls)).toEqual(new Set([...changing, reading]));
  });

  test.each(troubles)('%s: each change fails once', async (trouble) => {
    const calls = await lifeCycle(lambda, troubling(changing, trouble, 1));
    expect(calls.filter((name) => changing.includes(name)).length).toBeGreaterThan(10);
  });

  test.each(troubles)(
    '%s: each change fails twice, and its message is redelivered',
    async (trouble) => {
      const life = lifeCycle(lambda, troubling(changing, trouble, 2), withoutRetries);
      await expect(life).resolves.toContain('DeleteFunction');
    },
  );

  test.each(['pending', 'in progress', 'throttled', 'cut after'] as const)(
    '%s: reading the configuration fails twice',
    async (trouble) => {
      const life = lifeCycle(lambda, troubling([reading], trouble, 2), withoutRetries);
      await expect(life).resolves.toContain('DeleteFunction');
    },
  );

  test('any faults in any calls', async () => {
    const trouble = fc.option(fc.constantFrom(...troubles, 'pending', 'in progress'), { freq: 2 });
    const history = fc.array(trouble, { minLength: 10, maxLength: 40 });
    const lives = fc.asyncProperty(history, async (all) => {
      await lifeCycle(
        lambda,
        () =>
          ({ index }) =>
            all[index] ?? undefined,
        withoutRetries,
      );
    });
    await expect(fc.assert(lives, { numRuns: 5 })).resolves.toBeUndefined();
  });
});
