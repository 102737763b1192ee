import {
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { byId } from '../../contract/tables.ts';
import type { QinlingFunction } from '../core/function.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import type { FunctionStore } from '../ports.ts';
import type { Clock } from '../../platform/ports.ts';
import { dueAt, queryAll, queryDue, scanAll } from '../../platform/aws/dynamo.ts';
import { entityIn, holds, isRefusedByCondition } from '../../platform/aws/entity-row.ts';
import { counterKey, functionKey, functionKind, functionPartition } from './function-rows.ts';
import { executionCounter } from './execution-counter.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';

/** How long the provisioner has before the sweeper asks it again. */
const provisioningSeconds = 60;

const kind = functionKind;
const partition = functionPartition;
const keyOf = functionKey;

/** When the functions were last compared with what Lambda has, and in which deployment. */
const reviewKey = { pk: 'R#review', sk: 'review' };

const due = (id: string, from: Instant) => dueAt(id, after(from, provisioningSeconds));

/**
 * Functions live in the table `functions` under their project. A removed one stays as a hidden row
 * without `id` and `kind`, which no list and no index shows, until the provisioner forgets it.
 */
export function dynamoFunctionStore(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): FunctionStore {
  const read = rowReader(client, table);

  return {
    async create(fn) {
      const item = { ...fn, ...keyOf(fn.projectId, fn.id), ...due(fn.id, clock.now()), kind };
      await client.send(
        new PutCommand({
          TableName: table,
          Item: item,
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    },

    async get(projectId, id) {
      const found = await read(keyOf(projectId, id));
      return found && !found['removed'] ? entityIn<QinlingFunction>(found) : undefined;
    },

    async find(id) {
      const { Items: [found] = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: byId.name,
          KeyConditionExpression: 'id = :id',
          FilterExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':id': id, ':kind': kind },
        }),
      );
      return found && entityIn<QinlingFunction>(found);
    },

    async list(projectId) {
      const rows = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'attribute_exists(kind)',
        ExpressionAttributeValues: { ':pk': partition(projectId) },
        ConsistentRead: true,
      });
      return rows.map((found) => entityIn<QinlingFunction>(found));
    },

    async listAll() {
      const rows = await scanAll(client, {
        TableName: table,
        FilterExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': kind },
        ConsistentRead: true,
      });
      return rows.map((found) => entityIn<QinlingFunction>(found));
    },

    async replace(next, seen) {
      const { id, projectId, createdAt: _created, ...fields } = next;
      const {
        appliedRevision: _applied,
        applyError: _error,
        latestVersion: _latest,
        ...changed
      } = fields;
      const values =
        next.revision > seen.revision ? { ...changed, ...due(id, clock.now()) } : changed;
      const names = Object.keys(values);
      const stored = await holds(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(projectId, id),
            UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
            ConditionExpression:
              '#revision = :seen AND #updatedAt = :seenAt AND attribute_exists(kind)',
            ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
            ExpressionAttributeValues: {
              ...Object.fromEntries(
                Object.entries(values).map(([name, value]) => [`:${name}`, value]),
              ),
              ':seen': seen.revision,
              ':seenAt': seen.updatedAt,
            },
          }),
        ),
      );
      return stored ? 'stored' : 'stale';
    },

    async applied(fn, error) {
      const apply = (update: string, condition: string) =>
        holds(
          client.send(
            new UpdateCommand({
              TableName: table,
              Key: keyOf(fn.projectId, fn.id),
              UpdateExpression: update,
              ConditionExpression: `attribute_exists(kind) AND appliedRevision <= :applied AND ${condition}`,
              ExpressionAttributeValues: { ':applied': fn.revision, ':error': error },
            }),
          ),
        );
      const set = 'SET appliedRevision = :applied, applyError = :error';
      if (await apply(`${set} REMOVE dueShard, dueAt`, 'revision = :applied')) return;
      await apply(set, 'revision > :applied');
    },

    async remove(projectId, id) {
      const { dueShard, dueAt: at } = due(id, clock.now());
      try {
        const { Attributes: before } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(projectId, id),
            UpdateExpression: 'SET removed = :true, dueShard = :shard, dueAt = :at REMOVE id, kind',
            ConditionExpression: 'attribute_exists(kind)',
            ExpressionAttributeValues: { ':true': true, ':shard': dueShard, ':at': at },
            ReturnValues: 'ALL_OLD',
          }),
        );
        return before && entityIn<QinlingFunction>(before);
      } catch (error) {
        if (isRefusedByCondition(error)) return undefined;
        throw error;
      }
    },

    isRemoved: async (projectId, id) => Boolean((await read(keyOf(projectId, id)))?.['removed']),

    async forget(projectId, id) {
      const keys = [keyOf(projectId, id), counterKey(projectId, id)];
      await client.send(
        new TransactWriteCommand({
          TransactItems: keys.map((Key) => ({ Delete: { TableName: table, Key } })),
        }),
      );
    },

    countExecution: executionCounter(client, table),

    async counts(projectId, ids) {
      const [only] = ids;
      const { pk, sk } = counterKey(projectId, only ?? '');
      const one = ids.length === 1;
      const rows = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: one ? 'pk = :pk AND sk = :sk' : 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk, ...(one && { ':sk': sk }) },
        ConsistentRead: true,
      });
      const all = new Map(rows.map((found) => [String(found['sk']), Number(found['count'])]));
      return new Map(ids.map((id) => [id, all.get(id) ?? 0]));
    },

    async due(now) {
      const rows = await queryDue(client, table, now);
      return rows
        .map((found) => ({ pk: String(found['pk']), id: String(found['sk']) }))
        .filter(({ pk }) => pk.endsWith(`#${kind}`))
        .map(({ pk, id }) => ({ projectId: pk.slice('P#'.length, -`#${kind}`.length), id }));
    },

    async reviewDue(deployment, now) {
      const last = await read(reviewKey);
      return last?.['deployment'] !== deployment || String(last['nextAt']) <= now;
    },

    async reviewed(deployment, nextAt) {
      const item = { ...reviewKey, deployment, nextAt };
      await client.send(new PutCommand({ TableName: table, Item: item }));
    },
  };
}
