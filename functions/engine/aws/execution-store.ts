import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { byId } from '../../contract/tables.ts';
import type { Execution } from '../core/execution.ts';
import { after } from '../../platform/core/instant.ts';
import type { ExecutionStore } from '../ports.ts';
import type { Clock } from '../../platform/ports.ts';
import {
  dueAt,
  queryAll,
  queryDue,
  type Row,
  scanAll,
  secondsOf,
} from '../../platform/aws/dynamo.ts';
import { entityIn, holds } from '../../platform/aws/entity-row.ts';
import { executionUsage } from './execution-usage.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import { inserting, statementWriter, updating } from '../../platform/aws/statement-writer.ts';

/** How long a recorded execution may wait for its first attempt before the sweeper queues it again. */
const startSeconds = 120;
const secondsPerDay = 24 * 60 * 60;

const kind = 'execution';
const partition = (projectId: string) => `P#${projectId}`;
const keyOf = ({ projectId, id }: { readonly projectId: string; readonly id: string }) => ({
  pk: partition(projectId),
  sk: id,
});

/** The row while the attempt that `execution` is of still holds it. */
const heldBy = ({ attempt }: Execution) => ({ kind, status: 'running', attempt });

/**
 * Executions live in a table of their own under their project, and age out of it. A running one is due
 * when its lease ends. A removed one stays, hidden and empty, so that a late redelivery of the message
 * that asked for it finds it done.
 */
export function dynamoExecutionStore(
  client: DynamoDBDocumentClient,
  table: string,
  { clock, retentionDays }: { readonly clock: Clock; readonly retentionDays: number },
): ExecutionStore {
  const rowOf = (execution: Execution): Row => ({
    ...execution,
    ...keyOf(execution),
    kind,
    ttl: secondsOf(execution.createdAt) + retentionDays * secondsPerDay,
    ...(execution.status === 'running' &&
      dueAt(execution.id, execution.leaseUntil ?? after(execution.createdAt, startSeconds))),
  });
  const present = (row: Row | undefined): row is Row =>
    row !== undefined && row['kind'] === kind && Number(row['ttl']) > secondsOf(clock.now());

  const read = rowReader(client, table);
  const write = statementWriter(client);
  const usage = executionUsage(client, table, clock);

  return {
    usage: (projectId) => usage(partition(projectId)),

    async create(execution) {
      return (await write(inserting(table, rowOf(execution)))) ? 'created' : 'exists';
    },

    async get(projectId, id) {
      const row = await read(keyOf({ projectId, id }));
      return present(row) ? entityIn<Execution>(row) : undefined;
    },

    async find(id) {
      const { Items: [row] = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: byId.name,
          KeyConditionExpression: 'id = :id',
          ExpressionAttributeValues: { ':id': id },
        }),
      );
      return present(row) ? entityIn<Execution>(row) : undefined;
    },

    async list(projectId) {
      const rows = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition(projectId) },
        ConsistentRead: true,
      });
      return rows.filter(present).map((row) => entityIn<Execution>(row));
    },

    async listAll() {
      const rows = await scanAll(client, { TableName: table, ConsistentRead: true });
      return rows.filter(present).map((row) => entityIn<Execution>(row));
    },

    async claim(id, now, leaseUntil) {
      try {
        const { Attributes: row = {} } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(id),
            UpdateExpression:
              'SET attempt = attempt + :one, leaseUntil = :lease, dueShard = :shard, dueAt = :lease',
            ConditionExpression: 'kind = :kind AND #status = :running AND NOT leaseUntil > :now',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: {
              ':one': 1,
              ':kind': kind,
              ':running': 'running',
              ':now': now,
              ':lease': leaseUntil,
              ':shard': dueAt(id.id, leaseUntil).dueShard,
            },
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { kind: 'claimed', execution: entityIn<Execution>(row) };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        if (!error.Item) return { kind: 'missing' };
        const { kind: shown, status, leaseUntil: until } = error.Item;
        return shown && status?.S === 'running' && until?.S
          ? { kind: 'leased', until: until.S }
          : { kind: 'ended' };
      }
    },

    async finish(execution) {
      const { status, result, log, environment, leaseUntil, updatedAt } = execution;
      const ended = updating(table, {
        key: keyOf(execution),
        where: heldBy(execution),
        set: { status, result, log, environment, leaseUntil, updatedAt },
        remove: ['dueShard', 'dueAt'],
      });
      return (await write(ended)) ? 'stored' : 'stale';
    },

    async release(execution, until) {
      const released = updating(table, {
        key: keyOf(execution),
        where: heldBy(execution),
        set: { attempt: execution.attempt - 1, leaseUntil: until, dueAt: until },
        remove: [],
      });
      return (await write(released)) ? 'stored' : 'stale';
    },

    async remove(projectId, id) {
      const removed = await holds(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf({ projectId, id }),
            UpdateExpression: 'REMOVE id, kind, #input, #result, #log, dueShard, dueAt',
            ConditionExpression: 'attribute_exists(kind)',
            ExpressionAttributeNames: { '#input': 'input', '#result': 'result', '#log': 'log' },
          }),
        ),
      );
      return removed ? 'removed' : 'gone';
    },

    async due(now) {
      const rows = await queryDue(client, table, now);
      return rows.filter(present).map((row) => entityIn<Execution>(row));
    },
  };
}
