import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { rowReader } from '../../../functions/platform/aws/row-reader.ts';
import {
  inserting,
  statementWriter,
  updating,
} from '../../../functions/platform/aws/statement-writer.ts';
import { createTable } from '../../support/table.ts';

const client = documentClient();
let table: string;
beforeAll(async () => {
  table = await createTable(client);
});
const keys = (count: number) =>
  Array.from({ length: count }, () => ({ pk: randomUUID(), sk: 'row' }));
const stored = async (key: { pk: string; sk: string }) =>
  (await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;

describe('batched rows', () => {
  test('are written and read back, in any number', async () => {
    const write = statementWriter(client);
    const rows = keys(130).map((key, number) => ({ ...key, number, nothing: undefined }));
    expect(await Promise.all(rows.map((row) => write(inserting(table, row))))).toEqual(
      rows.map(() => true),
    );
    const read = rowReader(client, table);
    const asked = [...rows, ...keys(3), ...rows.slice(0, 5)];
    const found = await Promise.all(asked.map(({ pk, sk }) => read({ pk, sk })));
    expect(found.map((row) => row?.['number'])).toEqual([
      ...rows.map(({ number }) => number),
      undefined,
      undefined,
      undefined,
      0,
      1,
      2,
      3,
      4,
    ]);
  });

  test('only one of many inserts of the same key succeeds', async () => {
    const write = statementWriter(client);
    const [key] = keys(1);
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, number) => write(inserting(table, { ...key!, number }))),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await stored(key!)).toEqual({ ...key, number: outcomes.indexOf(true) });
  });

  test('several writes of one row in the same moment are made one after the other', async () => {
    const write = statementWriter(client);
    const [twice, once] = keys(2);
    const step = (from: number) =>
      updating(table, { key: twice!, where: { step: from }, set: { step: from + 1 }, remove: [] });
    const outcomes = await Promise.all([
      write(inserting(table, { ...twice!, step: 0 })),
      write(step(0)),
      write(inserting(table, once!)),
      write(step(0)),
      write(step(1)),
    ]);
    expect(outcomes).toEqual([true, true, true, false, true]);
    expect(await stored(twice!)).toEqual({ ...twice, step: 2 });
    expect(await stored(once!)).toEqual(once);
  });

  test('a row is changed only if its condition holds', async () => {
    const write = statementWriter(client);
    const [due, done, gone] = keys(3);
    await write(inserting(table, { ...due!, status: 'running', count: 1, dueAt: 'x', kept: {} }));
    await write(inserting(table, { ...done!, status: 'done', count: 1 }));
    const end = (key: { pk: string; sk: string }) =>
      write(
        updating(table, {
          key,
          where: { status: 'running', count: 1 },
          set: { status: 'done', result: { text: 'Grüße, "quoted" and \'single\'' }, log: null },
          remove: ['dueAt'],
        }),
      );
    expect(await Promise.all([due, done, gone].map((key) => end(key!)))).toEqual([
      true,
      false,
      false,
    ]);
    expect(await stored(due!)).toEqual({
      ...due,
      status: 'done',
      count: 1,
      kept: {},
      result: { text: 'Grüße, "quoted" and \'single\'' },
      log: null,
    });
    expect(await stored(done!)).toEqual({ ...done, status: 'done', count: 1 });
    expect(await stored(gone!)).toBeUndefined();
  });

  test('an invalid statement does not fail the others', async () => {
    const write = statementWriter(client);
    const [first, second] = keys(2);
    const outcomes = await Promise.allSettled([
      write(inserting(table, first!)),
      write(inserting('no-such-table', second!)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});
