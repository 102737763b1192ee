import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoIndexStores } from '../../functions/metrics/aws/index-stores.ts';
import { dynamoMeasureStores } from '../../functions/metrics/aws/measure-stores.ts';
import { documentClient } from '../../functions/platform/aws/dynamo.ts';
import { s3Client } from '../../functions/platform/aws/s3.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';
import { metricsWorld } from '../metrics/support/metrics-world.ts';
import { serveMetrics } from '../metrics/support/serve.ts';
import { createBucket } from '../support/bucket.ts';
import { createTable } from '../support/table.ts';
import { writtenRows } from '../support/written-rows.ts';
import { ceilometer, ceilometerEvent, ceilometerService } from './support/ceilometer.ts';
import { sendersPython } from './support/conversion.ts';
import { isInstalled } from './support/oracle.ts';

/** As many samples as an agent puts into a notification (`[polling] batch_size`). */
const batchSize = 50;
const owner = { user: 'u1', project: 'p1' };
const instances = Array.from(
  { length: batchSize },
  (_, i) => `0a7a15ff-aa13-4ac2-897c-${String(i).padStart(12, '0')}`,
);
const [first = ''] = instances;

const instance = (id: string, name = `vm-${id.slice(-2)}`) => ({
  display_name: name,
  host: 'compute-1',
  instance_id: id,
  instance_host: 'compute-1',
  flavor: { id: 'f1', name: 'm1.small' },
  image_ref: 'image-1',
});
/** A sample as the polling agent of a compute node makes it. */
const sample = (meter: string, resourceId: string, volume: number, at: string) => ({
  name: meter,
  type: 'cumulative',
  unit: meter === 'cpu' ? 'ns' : 'B',
  volume,
  user_id: 'u1',
  project_id: 'p1',
  resource_id: resourceId,
  timestamp: `2026-11-27T10:${at}:00.123456+00:00`,
  resource_metadata: instance(first),
});
const cpu = (id: string, volume: number, at: string, name?: string) => ({
  ...sample('cpu', id, volume, at),
  resource_metadata: instance(id, name),
});
const cpuOfAll = (volume: number, at: string) => instances.map((id) => cpu(id, volume, at));

describe.skipIf(!isInstalled(sendersPython, '-c', 'import ceilometer'))(
  "Ceilometer's publisher of samples, over DynamoDB",
  () => {
    let served: Awaited<ReturnType<typeof serveMetrics>>;
    let send: ReturnType<typeof metricsWorld>['send'];
    const client = documentClient();
    const written = writtenRows(client);

    beforeAll(async () => {
      const dynamo = new DynamoDBClient({});
      const [index, measures] = [await createTable(dynamo), await createTable(dynamo)];
      const s3 = s3Client(process.env);
      const bucket = await createBucket(s3);
      const world = metricsWorld({
        ...dynamoIndexStores(client, index),
        ...dynamoMeasureStores(client, measures, { client: s3, bucket }),
        clock: systemClock,
      });
      served = await serveMetrics(world.app);
      send = world.send;
      await ceilometer(served.endpoint, 'upgrade');
    });
    afterAll(() => served.close());

    const publish = async (...batches: readonly (readonly object[])[]) => {
      served.counted();
      written.reset();
      const { code, text } = await ceilometer(served.endpoint, 'samples', batches);
      expect([code, text]).toEqual([0, expect.not.stringMatching(/ERROR ceilometer|Traceback/)]);
      return served.counted();
    };
    const show = async (path: string) => (await send('GET', `/v1${path}`, undefined, owner)).json;
    const measuresOf = async (id: string, metric: string) => {
      const path = `/resource/generic/${id}/metric/${metric}/measures?granularity=300`;
      return (await show(path)).map(([time, , value]: [string, number, number]) => [time, value]);
    };

    test('50 instances that it sees first are created with their metrics, and their measures are kept', async () => {
      const counts = await publish(cpuOfAll(100, '00'));
      // Four policies, one refused batch, a creation each, and the same batch again.
      expect(counts).toEqual({ 'POST 201': 4 + batchSize, 'POST 400': 1, 'POST 202': 1 });
      const resources = await show('/resource/instance');
      expect(resources.map(({ id }: { id: string }) => id).toSorted()).toEqual(instances);
      const created = resources.find(({ id }: { id: string }) => id === first);
      expect(created).toMatchObject({
        display_name: 'vm-00',
        flavor_name: 'm1.small',
        host: 'compute-1',
        project_id: 'p1',
        created_by_project_id: 'service',
      });
      const metric = await show(`/metric/${created.metrics.cpu}`);
      expect(metric).toMatchObject({
        name: 'cpu',
        unit: 'ns',
        archive_policy: { name: 'ceilometer-low-rate' },
      });
      for (const id of instances.slice(0, 3))
        expect(await measuresOf(id, 'cpu')).toEqual([['2026-11-27T10:00:00+00:00', 100]]);
    });

    test('a new instance and its first metric are nine rows, written in few requests', async () => {
      // A resource is three: itself, where it is by its id, and that the service created it. A metric is six: itself,
      // two that lead to it, two that lead to its lane, and its resource once more.
      const fresh = instances.map((id) => id.replace('0a7a15ff', '0b7a15ff'));
      await publish(fresh.map((id) => cpu(id, 100, '00')));
      const { rows, requests } = written;
      expect(rows()).toBeLessThanOrEqual(batchSize * 9 + 20);
      // A creation is one request, and of a metric two rows have conditions of their own.
      expect(requests()).toBeLessThanOrEqual(batchSize * 3 + 40);
    });

    test('what it knows costs one request, and what it has forgotten one more for each', async () => {
      const known = await publish(cpuOfAll(160, '05'), cpuOfAll(190, '10'));
      // A new process, so that it changes each resource once, to what it is.
      expect(known).toEqual({ 'POST 409': 4, 'POST 202': 2, 'PATCH 200': batchSize });
      expect(await measuresOf(first, 'cpu')).toEqual([
        ['2026-11-27T10:00:00+00:00', 100],
        ['2026-11-27T10:05:00+00:00', 160],
        ['2026-11-27T10:10:00+00:00', 190],
      ]);
      const rates = await show(
        `/resource/generic/${first}/metric/cpu/measures?granularity=300&aggregation=rate:mean`,
      );
      expect(rates.map(([, , value]: number[]) => value)).toEqual([60, 30]);
      expect(await show(`/resource/instance/${first}/history`)).toHaveLength(1);
    });

    test('a renamed instance keeps what it was as a revision, and its measures', async () => {
      const renamed = cpu(first, 250, '15', 'db');
      const others = cpuOfAll(250, '15').slice(1);
      expect(await publish([renamed, ...others])).toMatchObject({ 'PATCH 200': batchSize });
      const history = await show(`/resource/instance/${first}/history`);
      expect(history.map((each: { display_name: string }) => each.display_name)).toEqual([
        'vm-00',
        'db',
      ]);
      expect(await measuresOf(first, 'cpu')).toHaveLength(4);
      expect(await show(`/resource/instance/${instances[1]}/history`)).toHaveLength(1);
    });

    test('disks and interfaces, whose ids are no UUIDs, are created, and end with their instance', async () => {
      const [disk, tap] = [`${first}-vda`, `instance-0001-${first}-tap/1`];
      const metadata = { ...instance(first), disk_name: 'vda', vnic_name: 'tap/1' };
      await publish([
        {
          ...sample('disk.device.read.bytes', disk, 7, '00'),
          resource_metadata: metadata,
        },
        {
          ...sample('network.incoming.bytes', tap, 8, '00'),
          resource_metadata: metadata,
        },
      ]);
      const byName = async (type: string) => {
        const resources = await show(`/resource/${type}`);
        return resources.map((each: { original_resource_id: string; ended_at: string | null }) => [
          each.original_resource_id,
          each.ended_at,
        ]);
      };
      expect(await byName('instance_disk')).toEqual([[disk, null]]);
      // Ceilometer replaces the slash, which Gnocchi refuses.
      expect(await byName('instance_network_interface')).toEqual([[tap.replace('/', '_'), null]]);
      const [{ id }] = await show('/resource/instance_disk');
      expect(await measuresOf(id, 'disk.device.read.bytes')).toEqual([
        ['2026-11-27T10:00:00+00:00', 7],
      ]);

      const deleted = ceilometerEvent('m2', 'compute.instance.delete.start', {
        instance_id: first,
      });
      expect(await ceilometer(served.endpoint, 'events', [deleted])).toMatchObject({ code: 0 });
      const ended = [
        ...(await byName('instance_disk')),
        ...(await byName('instance_network_interface')),
        [first, (await show(`/resource/instance/${first}`)).ended_at],
      ];
      expect(ended).toHaveLength(3);
      for (const [, at] of ended) expect(at).toMatch(/^20\d\d-/);
    });

    test('two of its workers that see the same instances first keep the measures of both', async () => {
      const fresh = instances.map((id) => id.replace('0a7a15ff', '0c7a15ff'));
      const batch = (meter: string) =>
        fresh.map((id) => ({ ...cpu(id, 5, '00'), name: meter, unit: 'B' }));
      const ran = await Promise.all(
        ['memory.usage', 'disk.root.size'].map((meter) =>
          ceilometer(served.endpoint, 'samples', [batch(meter)]),
        ),
      );
      for (const { code, text } of ran)
        expect([code, text]).toEqual([0, expect.not.stringMatching(/ERROR ceilometer|Traceback/)]);
      for (const id of fresh)
        for (const meter of ['memory.usage', 'disk.root.size'])
          expect(await measuresOf(id, meter)).toEqual([['2026-11-27T10:00:00+00:00', 5]]);
    });

    test('without the role service it is told so, and writes nothing', async () => {
      const asked = await send('GET', '/v1/resource/instance', undefined, {
        user: 'u9',
        project: 'p9',
      });
      expect(asked.json).toEqual([]);
      const refused = await send(
        'POST',
        '/v1/batch/resources/metrics/measures?create_metrics=True',
        { [first]: { 'cpu.stolen': [{ timestamp: '2026-11-27T10:00:00', value: 1 }] } },
        { user: 'u9', project: 'p9' },
      );
      expect(refused.status).toBe(403);
      const { json } = await send(
        'GET',
        `/v1/resource/instance/${first}`,
        undefined,
        ceilometerService,
      );
      expect(Object.keys(json.metrics)).toEqual(['cpu']);
    });
  },
);
