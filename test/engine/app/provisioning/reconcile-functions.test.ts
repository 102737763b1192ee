import { describe, expect, test } from 'vitest';
import { memoryFunctionProvisioner } from '../../../fakes/function-provisioner.ts';
import { memoryFunctionStores } from '../../../fakes/function-store.ts';
import { memoryProvisioningQueue } from '../../../fakes/provisioning-queue.ts';
import { memoryVersionStores } from '../../../fakes/version-store.ts';
import { memoryRuntimeStore } from '../../../fakes/runtime-store.ts';
import { provisionFunction } from '../../../../functions/engine/app/provisioning/provision-function.ts';
import { reconcileFunctions } from '../../../../functions/engine/app/provisioning/reconcile-functions.ts';
import { aSecretBox } from '../../../support/secret-box.ts';
import { standingClock } from '../../../support/clock.ts';
import { aFunction } from '../../support/engine-builders.ts';

/** Functions that Lambda has, in a deployment with a name. */
async function madeWorld(count = 2) {
  const clock = standingClock();
  const warnings: unknown[] = [];
  const provisioner = memoryFunctionProvisioner();
  const outdated = new Set<string>();
  const { functionRows, ...functionStores } = memoryFunctionStores(clock);
  const ports = {
    clock,
    ...functionStores,
    ...memoryVersionStores(functionRows, clock),
    log: {
      info() {},
      error() {},
      warn: (_: string, fields?: object) => void warnings.push(fields),
    },
    deployedFunctions: {
      list: async () =>
        [...provisioner.deployed.keys()].map((id) => ({ id, isCurrent: !outdated.has(id) })),
    },
    provisioner,
    provisioningQueue: memoryProvisioningQueue(),
    runtimes: memoryRuntimeStore(),
    secretBox: aSecretBox(),
    settings: { deployment: 'first' },
  };
  const made = Array.from({ length: count }, () => aFunction());
  const provision = (functionId: string) =>
    provisionFunction(ports, { projectId: 'demo', functionId });
  for (const fn of made) {
    // oxlint-disable-next-line no-await-in-loop -- in order
    await ports.functions.create(fn);
    // oxlint-disable-next-line no-await-in-loop -- in order
    await provision(fn.id);
  }
  return { ports, clock, made, outdated, provision, warnings };
}

describe('a review of the functions', () => {
  test('finds nothing where nothing is wrong, and runs again in an hour', async () => {
    const { ports, clock, made, warnings } = await madeWorld();
    expect(await reconcileFunctions(ports)).toEqual({ missing: 0, outdated: 0, left: 0 });
    await ports.provisioner.remove(made[0]?.id ?? '');
    clock.advance(3599);
    expect(await reconcileFunctions(ports)).toEqual({ missing: 0, outdated: 0, left: 0 });
    clock.advance(1);
    expect(await reconcileFunctions(ports)).toEqual({ missing: 1, outdated: 0, left: 0 });
    expect(warnings).toEqual([{ functionId: made[0]?.id, projectId: 'demo' }]);
  });

  test('has every function created again at once in a new deployment', async () => {
    const { ports, made, provision } = await madeWorld();
    await reconcileFunctions(ports);
    // oxlint-disable-next-line no-await-in-loop -- in order
    for (const { id } of made) await ports.provisioner.remove(id);
    const second = { ...ports, settings: { deployment: 'second' } };
    expect(await reconcileFunctions(second)).toEqual({ missing: 2, outdated: 0, left: 0 });
    const waiting = await ports.functions.list('demo');
    expect(waiting.every((fn) => fn.revision !== fn.appliedRevision)).toBe(true);
    // oxlint-disable-next-line no-await-in-loop -- in order
    for (const { functionId } of ports.provisioningQueue.sent) await provision(functionId);
    expect([...ports.provisioner.deployed.keys()].toSorted()).toEqual(
      made.map(({ id }) => id).toSorted(),
    );
    expect(await reconcileFunctions(second)).toEqual({ missing: 0, outdated: 0, left: 0 });
  });

  test('has functions applied again that still have the layer of an earlier deployment', async () => {
    const { ports, made, outdated, provision } = await madeWorld();
    const old = made[0]?.id ?? '';
    outdated.add(old);
    expect(await reconcileFunctions(ports)).toEqual({ missing: 0, outdated: 1, left: 0 });
    expect(ports.provisioningQueue.sent).toEqual([{ v: 1, projectId: 'demo', functionId: old }]);
    expect(await ports.functions.find(old)).toMatchObject({ revision: 2, appliedRevision: 1 });
    await provision(old);
    expect(await ports.functions.find(old)).toMatchObject({ revision: 2, appliedRevision: 2 });
  });

  test('creates what is missing first, and mends no more than sixty a minute', async () => {
    const { ports, clock, made, outdated } = await madeWorld(70);
    for (const { id } of made) outdated.add(id);
    // oxlint-disable-next-line no-await-in-loop -- in order
    for (const { id } of made.slice(0, 10)) await ports.provisioner.remove(id);
    expect(await reconcileFunctions(ports)).toEqual({ missing: 10, outdated: 50, left: 10 });
    clock.advance(60);
    expect(await reconcileFunctions(ports)).toEqual({ missing: 0, outdated: 10, left: 0 });
  });

  test('leaves alone functions that wait to be created, and those that Lambda refused', async () => {
    const { ports } = await madeWorld(0);
    const refused = aFunction();
    await ports.functions.create(aFunction());
    await ports.functions.create(refused);
    await ports.revisions.applied(refused, 'too large');
    expect(await reconcileFunctions(ports)).toEqual({ missing: 0, outdated: 0, left: 0 });
  });

  test('continues a minute later with what exceeded one review', async () => {
    const { ports, clock, made } = await madeWorld(62);
    // oxlint-disable-next-line no-await-in-loop -- in order
    for (const { id } of made) await ports.provisioner.remove(id);
    expect(await reconcileFunctions(ports)).toEqual({ missing: 60, outdated: 0, left: 2 });
    clock.advance(60);
    expect(await reconcileFunctions(ports)).toEqual({ missing: 2, outdated: 0, left: 0 });
  });
});
