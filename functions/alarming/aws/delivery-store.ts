import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { partitionKey, sortKey, timeToLive } from '../../contract/tables.ts';
import { dueAt, dueKeys } from '../../platform/aws/due-keys.ts';
import { entityOf, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import { after } from '../../platform/core/instant.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import { type Delivery, newest } from '../core/delivery/delivery.ts';
import type { DeliveryFilter, DeliveryStore } from '../ports.ts';
import { putVersion } from './versioned-put.ts';

/** How long a delivery is kept after its last change. */
const retentionSeconds = 30 * 24 * 3600;

const partition = (projectId: string): string => `P#${projectId}#delivery`;

/** Deliveries have their own partitions in the due index, so that many of them do not hide other rows. */
const duePrefix = 'delivery-';

/**
 * One row holds a delivery with its attempts; the sort key is the delivery's id. The row is in neither
 * the index by id nor the one by kind, because nothing looks for deliveries across projects and each
 * index would store the body again.
 */
function rowOf(delivery: Delivery): Row {
  const due = delivery.dueAt === null ? undefined : dueAt(delivery.id, delivery.dueAt, duePrefix);
  return {
    [partitionKey]: partition(delivery.projectId),
    [sortKey]: delivery.id,
    v: 1,
    [timeToLive]: secondsOf(after(delivery.updatedAt, retentionSeconds)),
    ...due,
    delivery,
  };
}

const deliveryOf = (row: Row): Delivery => entityOf<{ delivery: Delivery }>(row).delivery;

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
  const readRow = rowReader(client, table);

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
    put: (delivery) =>
      putVersion(client, table, {
        row: rowOf(delivery),
        attribute: 'delivery',
        version: delivery.version,
      }),
    async list(projectId, filter) {
      // Page by page, so that a busy project's bodies are never all in memory.
      let found: readonly Delivery[] = [];
      for await (const page of paginateQuery({ client }, listing(table, projectId, filter)))
        found = newest([...found, ...(page.Items ?? []).map(deliveryOf)], filter.limit);
      return found;
    },
    async due(now, limit) {
      const keys = await dueKeys(client, table, { now, limit, prefix: duePrefix });
      const rows = await Promise.all(keys.map(({ pk, sk }) => readRow({ pk, sk })));
      return rows.filter((row) => row !== undefined).map(deliveryOf);
    },
  };
}
