// `npx tsx test/releases/record.ts 0.2.0`, with AWS_ENDPOINT_URL at an emulator: records this commit as a release,
// in docs/releases. Run it once for a release; a record never changes afterwards.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { documentClient } from '../../functions/platform/aws/dynamo.ts';
import { createTable } from '../support/table.ts';
import { messageSamples } from './message-samples.ts';
import { type ReleaseRecord, recordsFolder } from './release-record.ts';
import { toJson } from './recorded-rows.ts';
import { readSamples, writeSamples } from './stored-samples.ts';
import { storesOver, type TableNames } from './stores.ts';
import { tableShapes } from './table-shapes.ts';

const [release] = process.argv.slice(2);
if (!release || !process.env['AWS_ENDPOINT_URL'])
  throw new Error('which release? And AWS_ENDPOINT_URL must name an emulator');

const dynamo = new DynamoDBClient({});
const client = documentClient();
const table = () => createTable(client);
const tables: TableNames = {
  Functions: await table(),
  Executions: await table(),
  Alarms: await table(),
  Identity: await table(),
};
const stores = storesOver(client, tables);
await writeSamples(stores);

async function rowsOf(TableName: string): Promise<readonly unknown[]> {
  const { Items: items = [] } = await dynamo.send(new ScanCommand({ TableName }));
  return items.map(toJson).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

const record = {
  release,
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  tables: tableShapes(),
  rows: Object.fromEntries(
    await Promise.all(
      Object.entries(tables).map(async ([name, stored]) => [name, await rowsOf(stored)] as const),
    ),
  ),
  read: await readSamples(stores),
  messages: messageSamples,
} satisfies Record<keyof ReleaseRecord, unknown>;
writeFileSync(`${recordsFolder}/${release}.json`, `${JSON.stringify(record, null, 2)}\n`);
