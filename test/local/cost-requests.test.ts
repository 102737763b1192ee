import { describe, expect, it } from 'vitest';
import { summed } from '../../local/bench/cost/charge.ts';
import { listingOf, lookupsOf, writesOf } from '../../local/bench/cost/dynamo-requests.ts';
import { dynamoMeter, type MeteredTable } from '../../local/bench/cost/dynamo-meter.ts';
import type { Item } from '../../local/bench/cost/item-size.ts';
import { serviceRequest } from '../../local/bench/cost/service-request.ts';
import { shapeOf } from '../../local/bench/cost/table-shape.ts';
import { waitingMilliseconds, billedMilliseconds } from '../../local/bench/cost/waiting.ts';
import { inserting, updating } from '../../functions/platform/aws/statement-writer.ts';

const key = { pk: { S: 'p' }, sk: { S: 's' } };
const keyNames = () => ['pk', 'sk'];

/** Answers to the meter's own reads, one after the other. */
const rows = (...each: readonly (Item | undefined)[]) => {
  const answers = each.values();
  return async () => {
    const { value: Item } = answers.next();
    return Item ? { Item } : {};
  };
};

const charged = (target: string, body: object) =>
  serviceRequest(
    { headers: { 'x-amz-target': target }, method: 'POST', url: '/' },
    Buffer.from(JSON.stringify(body)),
  ).charges;

describe('the rows that a request writes', () => {
  it.each([
    ['PutItem', { TableName: 't', Item: { ...key, more: { N: '1' } } }],
    ['UpdateItem', { TableName: 't', Key: key, UpdateExpression: 'SET a = :a' }],
    ['DeleteItem', { TableName: 't', Key: key }],
  ])('are named by %s', (operation, input) => {
    expect(writesOf(operation, input, keyNames)).toStrictEqual([
      { table: 't', key, transactional: false },
    ]);
  });

  it('are all those of a transaction', () => {
    const other = { pk: { S: 'p' }, sk: { S: 'other' } };
    const items = [
      { Put: { TableName: 't', Item: { ...key, a: { S: '' } } } },
      { Update: { TableName: 'u', Key: other } },
    ];
    expect(writesOf('TransactWriteItems', { TransactItems: items }, keyNames)).toStrictEqual([
      { table: 't', key, transactional: true },
      { table: 'u', key: other, transactional: true },
    ]);
  });

  it('are found in the statements that the stores make', () => {
    const insert = inserting('t', { ...key, 'a-b': 1 });
    const update = updating('t', {
      key: { pk: 'p', sk: 's' },
      where: { status: 'running' },
      set: { status: 'success', other: 2 },
      remove: ['dueAt'],
    });
    const request = {
      Statements: [
        { Statement: insert.text, Parameters: [key.pk, key.sk, { N: '1' }] },
        {
          Statement: update.text,
          Parameters: [{ S: 'success' }, { N: '2' }, key.pk, key.sk, { S: 'running' }],
        },
      ],
    };
    const row = { table: 't', key, transactional: false };
    expect(writesOf('BatchExecuteStatement', request, keyNames)).toStrictEqual([row, row]);
  });
});

describe('what a request reads', () => {
  it('is one row by GetItem, each of the named by BatchGetItem', () => {
    const row = { table: 't', key, consistent: true };
    expect(lookupsOf('GetItem', { TableName: 't', Key: key })).toStrictEqual([
      { ...row, consistent: false },
    ]);
    const batch = { RequestItems: { t: { Keys: [key, key], ConsistentRead: true } } };
    expect(lookupsOf('BatchGetItem', batch)).toStrictEqual([row, row]);
  });

  it('is looked at without filter and projection, and without what only those use', () => {
    const listing = listingOf('Query', {
      TableName: 't',
      IndexName: 'by-due',
      KeyConditionExpression: '#shard = :shard AND #at <= :now',
      FilterExpression: '#shards = :now2',
      ProjectionExpression: '#status',
      ExpressionAttributeNames: { '#shard': 'a', '#at': 'b', '#shards': 'c', '#status': 'd' },
      ExpressionAttributeValues: { ':shard': { S: '1' }, ':now': { S: '2' }, ':now2': { S: '3' } },
    });
    expect(listing).toStrictEqual({
      table: 't',
      index: 'by-due',
      consistent: false,
      unfiltered: {
        TableName: 't',
        IndexName: 'by-due',
        ConsistentRead: false,
        KeyConditionExpression: '#shard = :shard AND #at <= :now',
        ExpressionAttributeNames: { '#shard': 'a', '#at': 'b' },
        ExpressionAttributeValues: { ':shard': { S: '1' }, ':now': { S: '2' } },
      },
    });
  });
});

describe('the meter', () => {
  const table: MeteredTable = {
    name: 'alarms',
    ...shapeOf({
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-id',
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['kind'] },
        },
      ],
    }),
  };
  it('reads projections as they were deployed', () => {
    expect(table.indexes).toStrictEqual([
      { name: 'by-id', key: ['id'], projected: ['pk', 'sk', 'id', 'kind'] },
    ]);
  });

  it('bills a write by the row before and after, the index apart', async () => {
    const after = { ...key, id: { S: 'i' }, text: { S: 'x'.repeat(2000) } };
    const meter = dynamoMeter(rows(undefined, after), new Map([['t', table]]));
    const { charges } = await meter('PutItem', { TableName: 't', Item: after }, async () => {});
    expect(summed(charges)).toStrictEqual([
      { row: 'DynamoDB writes: alarms', price: 'dynamodb-write', count: 2 },
      { row: 'DynamoDB writes: alarms/by-id', price: 'dynamodb-write', count: 1 },
    ]);
  });

  it('refuses an operation that it does not know', async () => {
    const meter = dynamoMeter(rows(), new Map([['t', table]]));
    await expect(meter('ExecuteStatement', {}, async () => {})).rejects.toThrow('ExecuteStatement');
  });
});

describe('a request of another service', () => {
  it('costs by 64 KB of messages, and more with a message group', () => {
    const queue = 'http://host/000000000000/taibai-app-EngineExecutionsQueueE745280D-0611E67734CDF';
    const row = 'executions';
    const entry = { MessageBody: 'x'.repeat(40_000), MessageGroupId: 'p' };
    const batch = { QueueUrl: queue, Entries: [entry, entry] };
    expect(charged('AmazonSQS.SendMessageBatch', batch)).toStrictEqual([
      { row: `SQS sends: ${row}`, price: 'sqs-request', count: 2 },
      { row: `SQS fair sends: ${row}`, price: 'sqs-fair-request', count: 2 },
    ]);
    expect(charged('AmazonSQS.SendMessage', { QueueUrl: queue, MessageBody: 'x' })).toStrictEqual([
      { row: `SQS sends: ${row}`, price: 'sqs-request', count: 1 },
    ]);
  });

  it('costs by 64 KB of each event', () => {
    const entries = [{ Detail: 'x' }, { Detail: 'x'.repeat(70_000) }];
    expect(charged('AWSEvents.PutEvents', { Entries: entries }).map(({ count }) => count)).toEqual([
      1, 2,
    ]);
  });
});

describe('the time of a Lambda', () => {
  it('waits for requests in turn, and once for those side by side', () => {
    const get = { wait: 'dynamodb-read', began: 0, ended: 5 } as const;
    const send = { wait: 'sqs', began: 6, ended: 7 } as const;
    expect(waitingMilliseconds([])).toBe(0);
    expect(waitingMilliseconds([send, get])).toBe(14);
    expect(waitingMilliseconds([get, get, { ...send, began: 4 }])).toBe(10);
  });

  it('is longer with a share of a processor, and never shorter with more than one', () => {
    expect(billedMilliseconds({ processor: 10, waiting: 20 }, 1769)).toBe(30);
    expect(billedMilliseconds({ processor: 10, waiting: 20 }, 884.5)).toBe(40);
    expect(billedMilliseconds({ processor: 10, waiting: 20 }, 3538)).toBe(30);
  });
});
