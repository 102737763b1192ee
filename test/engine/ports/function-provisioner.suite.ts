import { beforeAll, describe, expect, test } from 'vitest';
import type {
  FunctionProvisioner,
  DeployedFunctions,
} from '../../../functions/engine/lambda-ports.ts';
import type { Deployment } from '../../../functions/engine/core/functions/deployment.ts';

const wanted = async () => true;
const overtaken = { kind: 'overtaken' };
const ready = { kind: 'ready' };

/** `deployment` says how a function, new or there, is to be; `told` how long one may really take, `secretsOf` which it has. */
export function functionProvisionerSuite(
  make: () => Promise<{
    readonly provisioner: FunctionProvisioner;
    readonly made: DeployedFunctions;
    deployment(over: Partial<Deployment>): Promise<Deployment>;
    told(functionId: string, version?: string): Promise<number | undefined>;
    secretsOf(functionId: string, version?: string): Promise<Readonly<Record<string, string>>>;
  }>,
) {
  describe('a function provisioner', () => {
    let all: Awaited<ReturnType<typeof make>>;
    beforeAll(async () => {
      all = await make();
    });
    async function aFunction(timeoutSeconds: number) {
      const first = await all.deployment({ timeoutSeconds });
      expect(await all.provisioner.apply(first, wanted)).toEqual(ready);
      const { functionId } = first;
      const next = (seconds: number) => all.deployment({ functionId, timeoutSeconds: seconds });
      return { functionId, first, next };
    }
    async function published(functionId: string): Promise<string> {
      const outcome = await all.provisioner.publish(functionId, wanted);
      if (outcome.kind !== 'published') throw new Error(JSON.stringify(outcome));
      return outcome.lambdaVersion;
    }

    test('creates a function, changes it, and changes nothing the second time', async () => {
      const { functionId, first, next } = await aFunction(2);
      expect(await all.provisioner.apply(first, wanted)).toEqual(ready);
      expect(await all.told(functionId)).toBe(2);
      expect(await all.provisioner.apply(await next(3), wanted)).toEqual(ready);
      expect(await all.told(functionId)).toBe(3);
    });

    test('neither changes nor creates what is no longer wanted', async () => {
      const { functionId, next } = await aFunction(2);
      expect(await all.provisioner.apply(await next(3), async () => false)).toEqual(overtaken);
      expect(await all.told(functionId)).toBe(2);
      const other = await all.deployment({});
      expect(await all.provisioner.apply(other, async () => false)).toEqual(overtaken);
      expect(await all.told(other.functionId)).toBeUndefined();
    });

    test('gives way to a change that somebody else made meanwhile', async () => {
      const { functionId, next } = await aFunction(2);
      const [slow, quick] = [await next(3), await next(4)];
      const outcome = await all.provisioner.apply(slow, async () => {
        await all.provisioner.apply(quick, wanted);
        return true;
      });
      expect(outcome).toEqual(overtaken);
      expect(await all.told(functionId)).toBe(4);
    });

    test('publishes the function as it is, and the same code under the same number', async () => {
      const { functionId, next } = await aFunction(2);
      const first = await published(functionId);
      expect(await published(functionId)).toBe(first);
      await all.provisioner.apply(await next(3), wanted);
      const second = await published(functionId);
      expect(second).not.toBe(first);
      expect(await all.told(functionId, first)).toBe(2);
      expect(await all.told(functionId, second)).toBe(3);
    });

    test('publishes nothing that is no longer wanted, or does not exist', async () => {
      const { functionId } = await aFunction(2);
      expect(await all.provisioner.publish(functionId, async () => false)).toEqual(overtaken);
      expect(await all.provisioner.publish('nobody', wanted)).toEqual(overtaken);
    });

    test('gives a function the secrets it was last told, and a version those of its publication', async () => {
      const { functionId } = await aFunction(2);
      const withSecrets = async (secrets: Readonly<Record<string, string>>) => {
        const deployment = await all.deployment({
          functionId,
          secrets: new Map(Object.entries(secrets)),
        });
        expect(await all.provisioner.apply(deployment, wanted)).toEqual(ready);
      };
      const [first, second] = [
        { API_KEY: 'é "1"\n', EMPTY: '' },
        { API_KEY: '2', OTHER: 'x' },
      ];
      await withSecrets(first);
      expect(await all.secretsOf(functionId)).toEqual(first);
      const version = await published(functionId);
      await withSecrets(second);
      expect(await all.secretsOf(functionId)).toEqual(second);
      await withSecrets({});
      expect(await all.secretsOf(functionId)).toEqual({});
      expect(await all.secretsOf(functionId, version)).toEqual(first);
    });

    test('removes a version, also one that is gone, and never uses its number again', async () => {
      const { functionId, next } = await aFunction(2);
      const first = await published(functionId);
      await all.provisioner.removeVersion(functionId, first);
      await all.provisioner.removeVersion(functionId, first);
      expect(await all.told(functionId, first)).toBeUndefined();
      expect(await all.told(functionId)).toBe(2);
      await all.provisioner.apply(await next(3), wanted);
      expect(await published(functionId)).not.toBe(first);
    });

    test('removes a function with its versions, also one that is gone', async () => {
      const { functionId } = await aFunction(2);
      const version = await published(functionId);
      expect(await all.made.list()).toContainEqual({ id: functionId, isCurrent: true });
      await all.provisioner.remove(functionId);
      await all.provisioner.remove(functionId);
      expect(await all.told(functionId)).toBeUndefined();
      expect(await all.told(functionId, version)).toBeUndefined();
      expect((await all.made.list()).map(({ id }) => id)).not.toContain(functionId);
    });
  });
}
