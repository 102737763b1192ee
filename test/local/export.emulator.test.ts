import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { exportProject } from '../../local/export/export-project.ts';
import type { Stored } from '../../local/export/stored.ts';
import { s3PackageStore } from '../../functions/engine/aws/package-store.ts';
import { documentClient } from '../../functions/platform/aws/dynamo.ts';
import { s3Client } from '../../functions/platform/aws/s3.ts';
import { tables } from '../../functions/contract/tables.ts';
import { dynamoEventStores } from '../../functions/events/aws/log/event-stores.ts';
import { s3PayloadStore } from '../../functions/platform/aws/payload-store.ts';
import { after } from '../../functions/platform/core/instant.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';
import { newEvent } from '../events/support/logged-events.ts';
import { aFunction } from '../engine/support/engine-builders.ts';
import { writeSamples } from '../releases/stored-samples.ts';
import { storesOver } from '../releases/stores.ts';
import { createBucket } from '../support/bucket.ts';
import { createTable } from '../support/table.ts';

const at = (second: number) => after(systemClock.now(), second - 60);

const packageKey = 'packages/demo/packaged/code.zip';
const exact = '{"message_id": "m2", "n": 12345678901234567890}';
const zip = Uint8Array.from([80, 75, 5, 6]);
let stored: Stored;

/** One row of each kind: the functions are in the project `demo`, the alarms and users in `p1`. */
beforeAll(async () => {
  const dynamo = documentClient();
  const s3 = s3Client(process.env);
  const [alarms, executions, functions, identity] = await Promise.all(
    [1, 2, 3, 4].map(() => createTable(dynamo)),
  );
  const events = await createTable(dynamo, tables.Events);
  stored = {
    dynamo,
    s3,
    bucket: await createBucket(s3),
    tables: {
      alarms: alarms!,
      executions: executions!,
      functions: functions!,
      identity: identity!,
      events,
    },
  };
  const stores = storesOver(dynamo, {
    Alarms: alarms!,
    Executions: executions!,
    Functions: functions!,
    Identity: identity!,
  });
  await writeSamples(stores);
  await stores.functions.create(aFunction({ name: 'packaged', packageKey }));
  await s3PackageStore(s3, stored.bucket).put(packageKey, zip);
  const ports = { clock: systemClock, payloads: s3PayloadStore(s3, stored.bucket) };
  const { eventLog } = dynamoEventStores(dynamo, events, ports);
  await eventLog.store([
    newEvent({ projectId: 'p1', messageId: 'm2', at: at(2), body: { kind: 'text', text: exact } }),
    newEvent({ projectId: 'p1', messageId: 'm1', at: at(1) }),
    newEvent({
      projectId: 'p1',
      messageId: 'gone',
      at: at(3),
      body: { kind: 'object', key: 'payloads/x' },
    }),
    newEvent({ projectId: 'p2', messageId: 'other', at: at(1) }),
  ]);
});

const newFolder = () => join(mkdtempSync(join(tmpdir(), 'taibai-export-')), 'out');

async function exported(projectId: string) {
  const folder = newFolder();
  const counts = await exportProject(stored, projectId, folder);
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const texts = new Map(
    files.map((name) => [name.replace('.jsonl', ''), readFileSync(join(folder, name), 'utf8')]),
  );
  return { counts: Object.fromEntries(counts), folder, texts };
}

const entriesOf = (text: string): readonly Record<string, unknown>[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));

test("a project's functions are exported with texts and packages", async () => {
  const { counts, folder, texts } = await exported('demo');
  expect(counts).toEqual({
    functions: 2,
    versions: 1,
    aliases: 1,
    jobs: 1,
    webhooks: 1,
    executions: 2,
    packages: 1,
  });
  const ended = entriesOf(texts.get('executions') ?? '').find(({ status }) => status !== 'running');
  expect(ended).toMatchObject({
    status: 'success',
    input: expect.stringContaining('a text too long for a row'),
    log: { missing: 'payloads/executions/demo/some/log' },
  });
  expect(readFileSync(join(folder, packageKey))).toEqual(Buffer.from(zip));
});

test("another project's data are not in it", async () => {
  const { counts, texts } = await exported('p1');
  expect(counts).toEqual({
    project: 1,
    users: 1,
    alarms: 1,
    history: 3,
    deliveries: 1,
    events: 3,
  });
  expect(entriesOf(texts.get('users') ?? '')).toEqual([
    { id: 'u1', name: 'demo', enabled: true, defaultProjectId: null, roles: ['member'] },
  ]);
  expect(texts.get('functions')).toBe('');
});

test('stored events are exported in the order of acceptance, with their numbers as they were sent', async () => {
  const { texts } = await exported('p1');
  const events = entriesOf(texts.get('events') ?? '');
  expect(events.map(({ messageId }) => messageId)).toEqual(['m1', 'm2', 'gone']);
  expect(events.map(({ body }) => body).slice(1)).toEqual([exact, { missing: 'payloads/x' }]);
});

test('no secret is exported, and only the operator can read the files', async () => {
  const [one, other] = await Promise.all([exported('demo'), exported('p1')]);
  const all = [...one.texts.values(), ...other.texts.values()].join('');
  expect(all).toContain('"secretNames":["TOKEN"]');
  for (const secret of ['sealed', 'passwordHash', 'secretHash']) expect(all).not.toContain(secret);
  expect(statSync(join(one.folder, 'functions.jsonl')).mode & 0o777).toBe(0o600);
});

test('nothing is written over', async () => {
  const folder = newFolder();
  await exportProject(stored, 'p1', folder);
  await expect(exportProject(stored, 'p1', folder)).rejects.toThrow(/EEXIST/);
});
