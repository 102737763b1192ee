import { isDeepStrictEqual } from 'node:util';
import type { FunctionProvisioner } from '../../functions/engine/lambda-ports.ts';
import type {
  Deployment,
  ImageDeployment,
} from '../../functions/engine/core/functions/deployment.ts';

/** How many environments the fake Lambda can keep ready for one version. */
const spare = 100;

/**
 * Lambda as it would be: what was applied last, and what was frozen of each function under numbers
 * that only go up, with the environments kept `ready` of each. `refusing` makes it refuse with that
 * reason.
 */
export function memoryFunctionProvisioner(
  refusing?: (deployment: Deployment) => string | undefined,
): FunctionProvisioner & {
  readonly deployed: ReadonlyMap<string, Deployment>;
  readonly published: ReadonlyMap<string, Deployment>;
  readonly images: ReadonlyMap<string, ImageDeployment>;
  readonly ready: ReadonlyMap<string, number>;
} {
  const deployed = new Map<string, Deployment>();
  /** By function and number: `id:1`. */
  const published = new Map<string, Deployment>();
  const images = new Map<string, ImageDeployment>();
  const latest = new Map<string, number>();
  const ready = new Map<string, number>();
  const forget = (key: string) => {
    if (ready.has(key)) throw new Error(`version ${key} is removed with environments kept ready`);
    published.delete(key);
  };
  return {
    deployed,
    published,
    images,
    ready,
    async apply(deployment, isWanted) {
      const before = deployed.get(deployment.functionId);
      if (!(await isWanted())) return { kind: 'overtaken' };
      // Somebody else has changed the function meanwhile.
      if (deployed.get(deployment.functionId) !== before) return { kind: 'overtaken' };
      if ('image' in deployment) {
        images.set(deployment.functionId, deployment);
        return { kind: 'ready' };
      }
      const reason = refusing?.(deployment);
      if (reason !== undefined) return { kind: 'refused', reason };
      deployed.set(deployment.functionId, deployment);
      return { kind: 'ready' };
    },
    async publish(functionId, isWanted) {
      const before = deployed.get(functionId);
      if (!before || !(await isWanted())) return { kind: 'overtaken' };
      // Somebody else has changed the function meanwhile.
      if (deployed.get(functionId) !== before) return { kind: 'overtaken' };
      const last = latest.get(functionId) ?? 0;
      // Lambda compares code and configuration, not when they were put.
      if (isDeepStrictEqual(published.get(`${functionId}:${last}`), before))
        return { kind: 'published', lambdaVersion: String(last) };
      latest.set(functionId, last + 1);
      published.set(`${functionId}:${last + 1}`, before);
      return { kind: 'published', lambdaVersion: String(last + 1) };
    },
    async remove(functionId) {
      deployed.delete(functionId);
      images.delete(functionId);
      for (const key of published.keys()) if (key.startsWith(`${functionId}:`)) forget(key);
    },
    async keepReady(functionId, lambdaVersion, environments) {
      const key = `${functionId}:${lambdaVersion}`;
      if (environments === 0) ready.delete(key);
      else if (!published.has(key)) return { kind: 'refused', reason: 'There is no such version.' };
      else if (environments > spare)
        return { kind: 'refused', reason: `Lambda has ${spare} to spare.` };
      else ready.set(key, environments);
      return { kind: 'ready' };
    },
    async removeVersion(functionId, lambdaVersion) {
      forget(`${functionId}:${lambdaVersion}`);
    },
  };
}
