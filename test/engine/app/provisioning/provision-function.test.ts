import { describe, expect, test } from 'vitest';
import { provisionFunction } from '../../../../functions/engine/app/provisioning/provision-function.ts';
import type { QinlingFunction } from '../../../../functions/engine/core/functions/function.ts';
import { aFunction, aRuntime } from '../../support/engine-builders.ts';
import { dyingAfter, Killed } from '../../support/execution-world.ts';
import { provisioningPorts } from '../../support/provisioning-ports.ts';

function provisioningWorld(refusing?: Parameters<typeof provisioningPorts>[0]) {
  const { ports } = provisioningPorts(refusing);
  return {
    ports,
    provision: ({ projectId, id }: QinlingFunction) =>
      provisionFunction(ports, { projectId, functionId: id }),
    row: ({ projectId, id }: QinlingFunction) => ports.functions.get(projectId, id),
    async created(over: Partial<QinlingFunction> = {}) {
      const fn = aFunction(over);
      await ports.functions.create(fn);
      return fn;
    },
  };
}

function dead(error: unknown) {
  if (!(error instanceof Killed)) throw error;
}

describe('provisioning a function', () => {
  test('makes Lambda agree with its row, and records that', async () => {
    const world = provisioningWorld();
    const fn = await world.created({ timeoutSeconds: 7, entry: 'a.b', cpu: 300 });
    await world.provision(fn);
    expect(world.ports.provisioner.deployed.get(fn.id)).toEqual({
      functionId: fn.id,
      projectId: 'demo',
      pythonRuntime: 'python3.11',
      packageKey: fn.packageKey,
      entry: 'a.b',
      memoryMegabytes: 531,
      secrets: new Map(),
      timeoutSeconds: 7,
    });
    expect(await world.row(fn)).toMatchObject({ appliedRevision: 1, applyError: null });
  });

  test('tells Lambda an entry with composed letters, as names in packages are', async () => {
    const world = provisioningWorld();
    const fn = await world.created({ entry: 'gro\u0308ße.main' });
    await world.provision(fn);
    expect(world.ports.provisioner.deployed.get(fn.id)?.entry).toBe('größe.main');
  });

  test('applies a newer revision, and none twice', async () => {
    const world = provisioningWorld();
    const fn = await world.created();
    await world.provision(fn);
    await world.ports.functions.replace({ ...fn, revision: 2, packageKey: 'packages/2' }, fn);
    await world.provision(fn);
    await world.provision(fn);
    expect(world.ports.provisioner.deployed.get(fn.id)?.packageKey).toBe('packages/2');
    expect(await world.row(fn)).toMatchObject({ appliedRevision: 2 });
  });

  test('records why Lambda refuses', async () => {
    const world = provisioningWorld(() => 'too large');
    const fn = await world.created();
    await world.provision(fn);
    expect(await world.row(fn)).toMatchObject({ appliedRevision: 1, applyError: 'too large' });
  });

  test('refuses a function without a package or a Python runtime', async () => {
    const world = provisioningWorld();
    const runtime = aRuntime({ image: 'java' });
    await world.ports.runtimes.put(runtime);
    const nothing = await world.created({ packageKey: null });
    const java = await world.created({ runtimeId: runtime.id });
    await world.provision(nothing);
    await world.provision(java);
    expect((await world.row(nothing))?.applyError).toBe('Code from package cannot run.');
    expect((await world.row(java))?.applyError).toBe(`Runtime ${runtime.id} cannot run.`);
    expect(world.ports.provisioner.deployed.size).toBe(0);
  });

  test('starts over when the row changes meanwhile', async () => {
    const world = provisioningWorld();
    const fn = await world.created();
    let changed = false;
    const racing = {
      ...world.ports,
      provisioner: {
        ...world.ports.provisioner,
        apply: async (...asked: Parameters<typeof world.ports.provisioner.apply>) => {
          if (!changed)
            await world.ports.functions.replace({ ...fn, revision: 2, packageKey: 'new' }, fn);
          changed = true;
          return world.ports.provisioner.apply(...asked);
        },
      },
    };
    await provisionFunction(racing, { projectId: 'demo', functionId: fn.id });
    expect(world.ports.provisioner.deployed.get(fn.id)?.packageKey).toBe('new');
    expect(await world.row(fn)).toMatchObject({ appliedRevision: 2 });
  });

  test('removes what is left of a removed function, and forgets it', async () => {
    const world = provisioningWorld();
    const fn = await world.created();
    await world.provision(fn);
    await world.ports.functions.remove(fn.projectId, fn.id);
    await world.provision(fn);
    expect(world.ports.provisioner.deployed.size).toBe(0);
    expect(await world.ports.revisions.isRemoved(fn.projectId, fn.id)).toBe(false);
    await world.provision(fn);
  });

  test('leaves nothing of a function that is removed while it is made', async () => {
    const world = provisioningWorld();
    const fn = await world.created();
    const racing = {
      ...world.ports,
      provisioner: {
        ...world.ports.provisioner,
        apply: async (...asked: Parameters<typeof world.ports.provisioner.apply>) => {
          const outcome = await world.ports.provisioner.apply(...asked);
          await world.ports.functions.remove(fn.projectId, fn.id);
          return outcome;
        },
      },
    };
    await provisionFunction(racing, { projectId: 'demo', functionId: fn.id });
    expect(world.ports.provisioner.deployed.size).toBe(0);
  });

  test('that dies between any two of its steps is finished by the next message', async () => {
    for (const removed of [false, true])
      for (let step = 0; ; step += 1) {
        const world = provisioningWorld();
        // oxlint-disable-next-line no-await-in-loop -- one death after the other
        const fn = await world.created();
        // oxlint-disable-next-line no-await-in-loop -- as above
        if (removed) await world.ports.functions.remove(fn.projectId, fn.id);
        const { ports, state } = dyingAfter(world.ports, step);
        // oxlint-disable-next-line no-await-in-loop -- as above
        await provisionFunction(ports, { projectId: 'demo', functionId: fn.id }).catch(dead);
        if (!state.died) break;
        // oxlint-disable-next-line no-await-in-loop -- as above
        await world.provision(fn);
        expect(world.ports.provisioner.deployed.size).toBe(removed ? 0 : 1);
        // oxlint-disable-next-line no-await-in-loop -- as above
        expect((await world.row(fn))?.appliedRevision).toBe(removed ? undefined : 1);
      }
  });
});
