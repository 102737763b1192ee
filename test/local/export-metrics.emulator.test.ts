import { beforeAll, expect, test } from 'vitest';
import { metricParts } from '../../local/export/metric-parts.ts';
import type { Stored } from '../../local/export/stored.ts';
import { dynamoIndexStores } from '../../functions/metrics/aws/index-stores.ts';
import { dynamoMeasureStores } from '../../functions/metrics/aws/measure-stores.ts';
import { documentClient } from '../../functions/platform/aws/dynamo.ts';
import { s3Client } from '../../functions/platform/aws/s3.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';
import { metricsWorld } from '../metrics/support/metrics-world.ts';
import { createBucket } from '../support/bucket.ts';
import { createTable } from '../support/table.ts';

const id = '0a7a15ff-aa13-4ac2-897c-9bdf30ce175b';
const others = '0b7a15ff-aa13-4ac2-897c-9bdf30ce175b';
let parts: ReturnType<typeof metricParts>;

beforeAll(async () => {
  const dynamo = documentClient();
  const s3 = s3Client(process.env);
  const [metricIndex, measures] = [await createTable(dynamo), await createTable(dynamo)];
  const bucket = await createBucket(s3);
  const stored: Stored = {
    dynamo,
    s3,
    bucket,
    tables: {
      alarms: '',
      executions: '',
      functions: '',
      identity: '',
      metricIndex,
      measures,
      events: undefined,
    },
  };
  parts = metricParts(stored);
  const { send } = metricsWorld({
    ...dynamoIndexStores(dynamo, metricIndex),
    ...dynamoMeasureStores(dynamo, measures, { client: s3, bucket }),
    clock: systemClock,
  });
  const cpu = { cpu: [{ timestamp: '2026-11-27T10:00:00', value: 1.5 }] };
  for (const [resource, project] of [
    [id, 'p1'],
    [others, 'p2'],
  ] as const) {
    // oxlint-disable no-await-in-loop -- one after the other
    const asking = { project };
    await send('POST', '/v1/resource/generic', { id: resource, user_id: 'u' }, asking);
    await send('PATCH', `/v1/resource/generic/${resource}`, { user_id: 'v' }, asking);
    const path = '/v1/batch/resources/metrics/measures?create_metrics=true';
    await send('POST', path, { [resource]: cpu }, asking);
    // oxlint-enable no-await-in-loop
  }
});

async function exported(name: string, projectId: string) {
  const entries: object[] = [];
  const part = parts.find((each) => each.name === name);
  for await (const entry of part?.entries(projectId) ?? []) entries.push(entry);
  return JSON.parse(JSON.stringify(entries));
}

test("a project's resources are exported with their history, metrics and measures, and no others", async () => {
  const [resource, ...more] = await exported('resources', 'p1');
  expect(more).toEqual([]);
  expect(resource).toMatchObject({ id, userId: 'v', metrics: { cpu: expect.any(String) } });
  expect(await exported('resource-history', 'p1')).toMatchObject([
    { number: 1, resource: { id, userId: 'u' } },
  ]);
  const metricId = resource.metrics.cpu;
  expect(await exported('metrics', 'p1')).toMatchObject([{ id: metricId, name: 'cpu' }]);
  const measures = await exported('measures', 'p1');
  expect(measures).toContainEqual({
    metricId,
    method: 'mean',
    granularity: 300,
    measures: [['2026-11-27T10:00:00.000000Z', 1.5]],
  });
  expect(measures.every((each: { metricId: string }) => each.metricId === metricId)).toBe(true);
});

test('nothing is exported of a project that has no metrics', async () => {
  for (const { name } of parts) expect(await exported(name, 'p3')).toEqual([]);
});
