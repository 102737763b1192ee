import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { documentClient } from '../../functions/platform/aws/dynamo.ts';
import { createTable } from '../support/table.ts';
import { fromJson } from './recorded-rows.ts';
import { releaseRecords } from './release-record.ts';
import { readSamples } from './stored-samples.ts';
import { storesOver, type TableNames } from './stores.ts';

const client = documentClient();
const dynamo = new DynamoDBClient({});

/** JSON leaves out what is undefined. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(releaseRecords)('the rows of release $release', ({ rows, read }) => {
  test('are read as that release read them', async () => {
    const tables: TableNames = {
      Functions: await createTable(client),
      Executions: await createTable(client),
      Alarms: await createTable(client),
      Identity: await createTable(client),
    };
    // oxlint-disable-next-line no-await-in-loop -- one row after the other
    for (const [name, TableName] of Object.entries(tables))
      for (const row of rows[name] ?? [])
        await dynamo.send(new PutItemCommand({ TableName, Item: fromJson(row) }));
    const now = asJson(await readSamples(storesOver(client, tables)));
    expect(now).toMatchObject(read);
  });
});
