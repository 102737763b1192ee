import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { byDue, dueShards, partitionKey, sortKey, timeToLive } from '../../contract/tables.ts';
import type { Delivery } from '../core/delivery/delivery.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import type { DeliveryFilter, DeliveryStore } from '../ports.ts';
import { dueAt, entityOf, type Row, secondsOf } from '../../platform/aws/dynamo.ts';

/** How long a delivery is kept after its last change. */
const retentionSeconds = 30 * 24 * 3600;

const partition = (projectId: string): string => `P#${projectId}#delivery`;

/** Deliveries have partitions of their own in the due index: a flood of them hides nothing else. */
const duePartition = (shard: string): string => `delivery-${shard}`;

/**
 * One row holds a delivery whole, attempts included; its sort key is the delivery's id. It stays out of the indexes by
 * id and by kind, which would write each body three times: nobody looks for deliveries across projects.
 */
function rowOf(delivery: Delivery): Row {
  const due = delivery.dueAt === null ? undefined : dueAt(delivery.id, delivery.dueAt);
  return {
    [partitionKey]: partition(delivery.projectId),
    [sortKey]: delivery.id,
    v: 1,
    [timeToLive]: secondsOf(after(delivery.updatedAt, retentionSeconds)),
    ...(due && {
      [byDue.partitionKey]: duePartition(due.dueShard),
      [byDue.sortKey]: due.dueAt,
    }),
    delivery,
  };
}

const deliveryOf = (row: Row): Delivery => entityOf<{ delivery: Delivery }>(row).delivery;

const newest = (deliveries: readonly Delivery[], limit: number): readonly Delivery[] =>
  deliveries.toSorted((left, right) => (left.createdAt < right.createdAt ? 1 : -1)).slice(0, limit);

function listing(
  table: string,
  projectId: string,
  { alarmId, states, since }: DeliveryFilter,
): QueryCommandInput {
  const stateValues = states?.map((state, index) => [`:state${index}`, state] as const);
  const conditions = [
    '#ttl > :now',
    ...(alarmId === undefined ? [] : ['delivery.alarmId = :alarm']),
    ...(since === undefined ? [] : ['delivery.createdAt >= :since']),
    ...(stateValues ? [`delivery.#state IN (${stateValues.map(([key]) => key).join(', ')})`] : []),
  ];
  return {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: '#pk = :pk',
    FilterExpression: conditions.join(' AND '),
    ExpressionAttributeNames: {
      '#pk': partitionKey,
      '#ttl': timeToLive,
      ...(stateValues && { '#state': 'state' }),
    },
    ExpressionAttributeValues: {
      ':pk': partition(projectId),
      ':now': Math.floor(Date.now() / 1000),
      ':alarm': alarmId,
      ':since': since,
      ...(stateValues && Object.fromEntries(stateValues)),
    },
  };
}

export function dynamoDeliveryStore(client: DynamoDBDocumentClient, table: string): DeliveryStore {
  async function dueIn(shard: number, now: Instant, limit: number): Promise<readonly Row[]> {
    const { Items: items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: byDue.name,
        KeyConditionExpression: '#shard = :shard AND #at <= :now',
        ExpressionAttributeNames: { '#shard': byDue.partitionKey, '#at': byDue.sortKey },
        ExpressionAttributeValues: { ':shard': duePartition(`due-${shard}`), ':now': now },
        Limit: limit,
      }),
    );
    return items;
  }

  /** Page by page, so that a busy project's bodies never lie in memory all at once. */
  async function* pages(input: QueryCommandInput): AsyncGenerator<readonly Delivery[]> {
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      // oxlint-disable-next-line no-await-in-loop -- each page names the next
      const page = await client.send(new QueryCommand({ ...input, ExclusiveStartKey: start }));
      yield (page.Items ?? []).map(deliveryOf);
      start = page.LastEvaluatedKey;
    } while (start);
  }

  return {
    async get(projectId, id) {
      const { Item: row } = await client.send(
        new GetCommand({
          TableName: table,
          Key: { [partitionKey]: partition(projectId), [sortKey]: id },
          ConsistentRead: true,
        }),
      );
      return row && deliveryOf(row);
    },
    async put(delivery) {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: rowOf(delivery),
            ...(delivery.version === 1
              ? {
                  ConditionExpression: 'attribute_not_exists(#pk)',
                  ExpressionAttributeNames: { '#pk': partitionKey },
                }
              : {
                  ConditionExpression: 'delivery.#version = :seen',
                  ExpressionAttributeNames: { '#version': 'version' },
                  ExpressionAttributeValues: { ':seen': delivery.version - 1 },
                }),
          }),
        );
        return 'stored';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'stale';
        throw error;
      }
    },
    async list(projectId, filter) {
      let kept: readonly Delivery[] = [];
      for await (const page of pages(listing(table, projectId, filter)))
        kept = newest([...kept, ...page], filter.limit);
      return kept;
    },
    async due(now, limit) {
      const perShard = Math.ceil(limit / dueShards);
      const shards = Array.from({ length: dueShards }, (_, shard) => dueIn(shard, now, perShard));
      return (await Promise.all(shards)).flat().map(deliveryOf);
    },
  };
}
