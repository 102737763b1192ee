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
import { standingClock } from '../support/clock.ts';
import { aFunction, aVersion } from '../engine/support/engine-builders.ts';
import { type Call, faultyLambda, type Trouble } from '../engine/support/faulty-lambda.ts';
import { userFunctions } from '../engine/support/user-functions.ts';
import { silentLog } from '../support/silent-log.ts';

type TroubleOf = (call: Call) => Trouble | undefined;
const noTrouble: TroubleOf = () => undefined;
type Lambda = Awaited<ReturnType<typeof userFunctions>>;

/** More often than a queue delivers a message: what is put aside is due, and the sweeper's. */
const maximumDeliveries = 50;

/**
 * A function's whole life, each step provisioned through a Lambda that makes trouble. After each step
 * the rows say that all is done, and Lambda, asked directly, has exactly what they say.
 */
async function aLife(
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

  /** As the queue does: again, as long as a delivery fails. */
  async function provision(): Promise<void> {
    troubleOf = troubleInStep();
    for (let delivery = 1; ; delivery += 1)
      try {
        return await provisionFunction(ports, key);
      } catch (error) {
        if (delivery === maximumDeliveries) throw error;
      }
  }
  const told = (Qualifier?: string) =>
    lambda.control.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier }));

  async function agreement(): Promise<void> {
    const fn = await row();
    expect([fn.appliedRevision, fn.applyError]).toEqual([fn.revision, null]);
    expect(await told()).toMatchObject({
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
    await expect(told()).rejects.toBeInstanceOf(ResourceNotFoundException);
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
const reading = 'GetFunctionConfiguration';
const troubles = [
  'throttled',
  'conflict',
  'failed before',
  'failed after',
  'cut before',
  'cut after',
  'cut while answering',
] as const satisfies readonly Trouble[];
/** Gives up at once, so that the message is delivered again. */
const impatient = { maxAttempts: 1, retryMode: 'standard' };

/** In each step the first so many calls of each of these kinds go wrong. */
const troubling = (kinds: readonly string[], trouble: Trouble, times: number) => (): TroubleOf => {
  const seen: string[] = [];
  return ({ name }) => {
    if (!kinds.includes(name)) return undefined;
    seen.push(name);
    return seen.filter((other) => other === name).length <= times ? trouble : undefined;
  };
};

describe.concurrent('a function whose Lambda makes trouble: its rows and Lambda agree after each step of its life', () => {
  let lambda: Lambda;
  beforeAll(async () => {
    lambda = await userFunctions();
  });

  test('none at all: every kind of call is made', async () => {
    const calls = await aLife(lambda, () => noTrouble);
    expect(new Set(calls)).toEqual(new Set([...changing, reading]));
  });

  test.each(troubles)('%s: each change goes wrong once', async (trouble) => {
    const calls = await aLife(lambda, troubling(changing, trouble, 1));
    expect(calls.filter((name) => changing.includes(name)).length).toBeGreaterThan(10);
  });

  test.each(troubles)(
    '%s: each change goes wrong twice, and its message comes again',
    async (trouble) => {
      const life = aLife(lambda, troubling(changing, trouble, 2), impatient);
      await expect(life).resolves.toContain('DeleteFunction');
    },
  );

  test.each(['pending', 'in progress', 'throttled', 'cut after'] as const)(
    '%s: whoever asks for the configuration is told so twice',
    async (trouble) => {
      const life = aLife(lambda, troubling([reading], trouble, 2), impatient);
      await expect(life).resolves.toContain('DeleteFunction');
    },
  );

  test('any of it, at any calls', async () => {
    const trouble = fc.option(fc.constantFrom(...troubles, 'pending', 'in progress'), { freq: 2 });
    const history = fc.array(trouble, { minLength: 10, maxLength: 40 });
    const lives = fc.asyncProperty(history, async (all) => {
      await aLife(
        lambda,
        () =>
          ({ index }) =>
            all[index] ?? undefined,
        impatient,
      );
    });
    await expect(fc.assert(lives, { numRuns: 5 })).resolves.toBeUndefined();
  });
});
