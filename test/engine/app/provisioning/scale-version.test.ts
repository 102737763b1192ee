import { describe, expect, test } from 'vitest';
import { provisionFunction } from '../../../../functions/engine/app/provisioning/provision-function.ts';
import { aFunction, aVersion } from '../../support/engine-builders.ts';
import { dyingAfter, Killed } from '../../support/execution-world.ts';
import { provisioningPorts } from '../../support/provisioning-ports.ts';

/** A function with a published version. */
async function scalingWorld() {
  const { clock, ports } = provisioningPorts();
  const fn = aFunction();
  await ports.functions.create(fn);
  await ports.versions.create(aVersion(fn), fn);
  const key = { projectId: fn.projectId, functionId: fn.id };
  const provision = (over = ports) => provisionFunction(over, key);
  await provision();
  const version = async () => (await ports.versions.list(key))[0]!;
  return {
    ports,
    clock,
    fn,
    key,
    provision,
    version,
    scale: async (environments: number) => ports.scaling.scale(await version(), environments),
    ready: () => [...ports.provisioner.ready.values()],
  };
}

const wanting = (provisioned: number) => ({ provisioned, provisionPending: false });

describe('scaling a version', () => {
  test('tells Lambda, and the version is due until then', async () => {
    const { ports, clock, scale, provision, ready, version, key } = await scalingWorld();
    await scale(3);
    expect(await ports.publications.due(clock.advance(61), 100)).toEqual([key]);
    await provision();
    expect(ready()).toEqual([3]);
    expect(await version()).toMatchObject(wanting(3));
    expect(await ports.publications.due(clock.advance(61), 100)).toEqual([]);
  });

  test.each([0, 2])(
    'if two race with different numbers, the late one applies the wanted number (%d)',
    async (wanted) => {
      const { ports, scale, provision, ready, version } = await scalingWorld();
      await scale(5);
      let overtaken = false;
      const provisioner: typeof ports.provisioner = {
        ...ports.provisioner,
        async keepReady(...asked) {
          if (!overtaken) {
            overtaken = true;
            await scale(wanted);
            await provision();
          }
          return ports.provisioner.keepReady(...asked);
        },
      };
      await provision({ ...ports, provisioner });
      expect(ready()).toEqual(wanted === 0 ? [] : [wanted]);
      expect(await version()).toMatchObject(wanting(wanted));
    },
  );

  test.each(['version', 'function'])('ends before its %s does', async (what) => {
    const { ports, fn, scale, provision, version, ready } = await scalingWorld();
    await scale(2);
    await provision();
    if (what === 'version') await ports.versions.remove(await version());
    else await ports.functions.remove(fn.projectId, fn.id);
    // The fake Lambda refuses to remove a version with environments kept ready.
    await provision();
    expect(ready()).toEqual([]);
    expect(ports.provisioner.published.size).toBe(0);
  });

  test('that dies between any two of its steps is finished by the next message', async () => {
    for (let step = 0; ; step += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one death after the other
      const { ports, scale, provision, ready, version } = await scalingWorld();
      // oxlint-disable-next-line no-await-in-loop -- as above
      await scale(2);
      const dying = dyingAfter(ports, step);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await provision(dying.ports).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      if (!dying.state.died) break;
      // oxlint-disable-next-line no-await-in-loop -- as above
      await provision();
      expect(ready()).toEqual([2]);
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await version()).toMatchObject(wanting(2));
    }
  });
});
