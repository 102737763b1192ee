import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metricsWorld } from '../metrics/support/metrics-world.ts';
import { serveMetrics } from '../metrics/support/serve.ts';
import { ceilometer, ceilometerEvent, ceilometerService } from './support/ceilometer.ts';
import { sendersPython } from './support/conversion.ts';
import { isInstalled } from './support/oracle.ts';

const instance = '0a7a15ff-aa13-4ac2-897c-9bdf30ce175b';
const created = ceilometerEvent('m1', 'compute.instance.create.end', {
  instance_id: instance,
  display_name: 'web',
  host: 'h1',
  instance_flavor_id: 'f1',
  instance_type: 'm1.small',
  user_id: 'u',
  project_id: 'p1',
});
const deleted = ceilometerEvent('m2', 'compute.instance.delete.start', { instance_id: instance });

describe.skipIf(!isInstalled(sendersPython, '-c', 'import ceilometer'))(
  'Ceilometer and the index of metrics',
  () => {
    const { app, send, index } = metricsWorld();
    let served: Awaited<ReturnType<typeof serveMetrics>>;
    beforeAll(async () => {
      served = await serveMetrics(app);
    });
    afterAll(() => served.close());

    test('its upgrade creates the resource types, and a second one changes nothing', async () => {
      const first = await ceilometer(served.endpoint, 'upgrade');
      expect(first).toMatchObject({ code: 0 });
      const types = await index.resourceTypes.list();
      expect(types.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['instance', 'instance_disk', 'volume_provider', 'loadbalancer']),
      );
      expect(types.length).toBeGreaterThanOrEqual(23);
      expect(types.find(({ name }) => name === 'instance')?.attributes).toMatchObject({
        flavor_name: { type: 'string', required: true },
        launched_at: { type: 'datetime', required: false },
      });
      const second = await ceilometer(served.endpoint, 'upgrade');
      expect(second).toMatchObject({ code: 0 });
      expect(await index.resourceTypes.list()).toEqual(types);
      expect(served.seen.filter((each) => /50\d|403|400/.test(each))).toEqual([]);
    });

    test('its publisher creates policies, and an instance that it is told of, once', async () => {
      const first = await ceilometer(served.endpoint, 'events', [created, created]);
      expect([first.code, first.text]).toEqual([
        0,
        expect.not.stringContaining('ERROR ceilometer'),
      ]);
      const policies = (await index.policies.list()).map(({ name }) => name);
      expect(policies).toEqual(
        expect.arrayContaining([
          'ceilometer-low',
          'ceilometer-low-rate',
          'ceilometer-high',
          'ceilometer-high-rate',
        ]),
      );
      const { json } = await send('GET', `/v1/resource/instance/${instance}`, undefined, {
        project: 'p1',
      });
      expect(json).toMatchObject({
        display_name: 'web',
        host: 'h1',
        project_id: 'p1',
        ended_at: null,
      });
    });

    test('a restarted one finds its policies, and ends an instance with what belongs to it', async () => {
      const disk = {
        id: `${instance}-vda`,
        name: 'vda',
        instance_id: instance,
        project_id: 'p1',
      };
      const added = await send('POST', '/v1/resource/instance_disk', disk, ceilometerService);
      expect(added.status).toBe(201);
      const ended = await ceilometer(served.endpoint, 'events', [deleted]);
      expect([ended.code, ended.text]).toEqual([
        0,
        expect.not.stringContaining('ERROR ceilometer'),
      ]);
      const { json } = await send('POST', '/v1/search/resource/generic', {}, { project: 'p1' });
      expect(json).toHaveLength(2);
      for (const resource of json) expect(resource.ended_at).toMatch(/^20\d\d-/);
      const history = await send(
        'GET',
        `/v1/resource/instance/${instance}/history`,
        undefined,
        ceilometerService,
      );
      expect(history.json).toHaveLength(2);
    });
  },
);
