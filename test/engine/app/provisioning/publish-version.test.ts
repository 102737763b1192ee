import { describe, expect, test } from 'vitest';
import { provisionFunction } from '../../../../functions/engine/app/provisioning/provision-function.ts';
import type { QinlingFunction } from '../../../../functions/engine/core/functions/function.ts';
import { aFunction, aVersion } from '../../support/engine-builders.ts';
import { dyingAfter, Killed } from '../../support/execution-world.ts';
import { provisioningPorts } from '../../support/provisioning-ports.ts';

/** A function whose packages are named after their revision, and actions on it. */
async function publishingWorld(refusing?: Parameters<typeof provisioningPorts>[0]) {
  const { ports } = provisioningPorts(refusing);
  const { functions } = ports;
  const { id, projectId } = aFunction({ packageKey: 'package 1' });
  await functions.create(aFunction({ id, packageKey: 'package 1' }));
  const key = { projectId, functionId: id };
  const row = async (): Promise<QinlingFunction> => (await functions.get(projectId, id))!;
  return {
    ports,
    key,
    row,
    provision: (over = ports) => provisionFunction(over, key),
    async update(packageKey?: string) {
      const fn = await row();
      const revision = fn.revision + 1;
      const next = { ...fn, revision, packageKey: packageKey ?? `package ${revision}` };
      await functions.replace(next, fn);
    },
    async freeze() {
      const fn = await row();
      const version = aVersion(fn);
      await ports.versions.create(version, fn);
      return version;
    },
    /** The package that each version runs in Lambda. */
    async frozen() {
      const versions = await ports.versions.list(key);
      return versions.map(
        ({ lambdaVersion }) =>
          ports.provisioner.published.get(`${id}:${lambdaVersion}`)?.packageKey,
      );
    },
    newest: () => ports.provisioner.deployed.get(id)?.packageKey,
  };
}

describe('publishing versions', () => {
  test('gives each version the code its function had when it was created, however late it is published', async () => {
    const world = await publishingWorld();
    await world.freeze();
    await world.update();
    await world.freeze();
    await world.update();
    await world.provision();
    expect(await world.frozen()).toEqual(['package 1', 'package 2']);
    expect(world.newest()).toBe('package 3');
    expect(await world.row()).toMatchObject({ revision: 3, appliedRevision: 3 });
  });

  test("Lambda's numbers differ from ours, and are never used again", async () => {
    const world = await publishingWorld();
    const first = await world.freeze();
    await world.provision();
    await world.ports.versions.remove(first);
    await world.provision();
    await world.update();
    await world.freeze();
    await world.provision();
    expect(await world.ports.versions.list(world.key)).toMatchObject([
      { number: 1, lambdaVersion: '2' },
    ]);
    expect(await world.frozen()).toEqual(['package 2']);
    expect(world.ports.provisioner.published.size).toBe(1);
  });

  test('of code that Lambda refuses says why', async () => {
    const world = await publishingWorld(({ packageKey }) =>
      packageKey === 'package 1' ? 'too large' : undefined,
    );
    await world.freeze();
    await world.update();
    await world.provision();
    expect(await world.ports.versions.list(world.key)).toMatchObject([
      { lambdaVersion: null, publishError: 'too large' },
    ]);
    expect(world.newest()).toBe('package 2');
  });

  test("never publishes another revision under the version's number", async () => {
    const world = await publishingWorld();
    const fn = await world.row();
    await world.update();
    await world.provision();
    // No use case can store such a version; the check is the last defence.
    const late = aVersion(await world.row(), { revision: fn.revision });
    await world.ports.versions.create(late, await world.row());
    await world.provision();
    expect(await world.ports.versions.list(world.key)).toMatchObject([
      { lambdaVersion: null, publishError: 'Its code was replaced before it was published.' },
    ]);
  });

  test('a version that is removed while it waits does not hold up others', async () => {
    const world = await publishingWorld();
    const version = await world.freeze();
    await world.update();
    await world.ports.versions.remove(version);
    await world.provision();
    expect(world.newest()).toBe('package 2');
    expect(world.ports.provisioner.published.size).toBe(0);
    expect(await world.ports.publications.removed(world.key)).toEqual([]);
  });

  test('what Lambda has lost is created again, each version with its code and its environments kept ready', async () => {
    const world = await publishingWorld();
    await world.ports.scaling.scale(await world.freeze(), 3);
    await world.update();
    await world.freeze();
    await world.update();
    await world.provision();
    await world.ports.provisioner.keepReady(world.key.functionId, '1', 0);
    await world.ports.provisioner.remove(world.key.functionId);
    const lost = await world.ports.versions.list(world.key);
    await world.ports.publications.republish(await world.row(), lost);
    expect(world.ports.provisioner.ready.size).toBe(0);
    await world.provision();
    expect(await world.frozen()).toEqual(['package 1', 'package 2']);
    expect([...world.ports.provisioner.ready.values()]).toEqual([3]);
    expect(world.newest()).toBe('package 3');
  });

  test('of two versions that Lambda has under one number, the removal of one leaves the other', async () => {
    const world = await publishingWorld();
    const { provisioner, scaling, versions } = world.ports;
    const first = await world.freeze();
    await world.update();
    const second = await world.freeze();
    await world.update('package 1');
    const third = await world.freeze();
    await world.provision();
    await versions.remove(second);
    await world.provision();
    await provisioner.remove(world.key.functionId);
    await world.ports.publications.republish(await world.row(), await versions.list(world.key));
    await world.provision();
    const [one, two] = await versions.list(world.key);
    expect([one?.id, two?.id]).toEqual([first.id, third.id]);
    expect(two?.lambdaVersion).toBe(one?.lambdaVersion);
    for (const each of [one, two])
      if (each) await scaling.scale(each, each.id === first.id ? 2 : 3);
    await world.provision();
    expect([...provisioner.ready.values()]).toEqual([5]);
    const [alike, removed] = await versions.list(world.key);
    if (removed) await versions.remove(removed);
    await world.provision();
    expect(await world.frozen()).toEqual(['package 1']);
    expect([...provisioner.ready.values()]).toEqual([2]);
    if (alike) await versions.remove(alike);
    await world.provision();
    expect(provisioner.published.size).toBe(0);
  });

  test('several at once publish each version once, with its own code', async () => {
    const world = await publishingWorld();
    await world.freeze();
    await world.update();
    await world.freeze();
    await Promise.all([world.provision(), world.provision(), world.provision()]);
    await world.provision();
    expect(await world.frozen()).toEqual(['package 1', 'package 2']);
    expect(world.newest()).toBe('package 2');
  });

  test('that dies between any two of its steps is finished by the next message', async () => {
    for (let step = 0; ; step += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one death after the other
      const world = await publishingWorld();
      // oxlint-disable-next-line no-await-in-loop -- as above
      await world.ports.scaling.scale(await world.freeze(), 2);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await world.update();
      const { ports, state } = dyingAfter(world.ports, step);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await world.provision(ports).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      if (!state.died) break;
      // oxlint-disable-next-line no-await-in-loop -- as above
      await world.provision();
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await world.frozen()).toEqual(['package 1']);
      expect(world.newest()).toBe('package 2');
      expect([...world.ports.provisioner.ready.values()]).toEqual([2]);
    }
  });
});
