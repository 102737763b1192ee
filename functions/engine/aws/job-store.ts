import {
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  DeleteCommand,
} from '@aws-sdk/lib-dynamodb';
import { byId } from '../../contract/tables.ts';
import type { Job } from '../core/job.ts';
import type { JobStore } from '../ports.ts';
import { dueAt, queryAll, queryDue, scanAll } from '../../platform/aws/dynamo.ts';
import { entityIn, holds } from '../../platform/aws/entity-row.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';

const kind = 'job';
const partition = (projectId: string) => `P#${projectId}#${kind}`;
const keyOf = (projectId: string, id: string) => ({ pk: partition(projectId), sk: id });

const rowOf = (job: Job) => ({
  ...job,
  ...keyOf(job.projectId, job.id),
  kind,
  ...(job.status === 'running' && dueAt(job.id, job.nextExecutionTime)),
});

/** Jobs live in the table `functions` under their project; a running one is in the due index. */
export function dynamoJobStore(client: DynamoDBDocumentClient, table: string): JobStore {
  const read = rowReader(client, table);
  return {
    async create(job) {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: rowOf(job),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    },

    async get(projectId, id) {
      const row = await read(keyOf(projectId, id));
      return row && entityIn<Job>(row);
    },

    async find(id) {
      const { Items: [row] = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: byId.name,
          KeyConditionExpression: 'id = :id',
          FilterExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':id': id, ':kind': kind },
        }),
      );
      return row && entityIn<Job>(row);
    },

    async list(projectId) {
      const rows = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition(projectId) },
        ConsistentRead: true,
      });
      return rows.map((row) => entityIn<Job>(row));
    },

    async listAll() {
      const rows = await scanAll(client, {
        TableName: table,
        FilterExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': kind },
        ConsistentRead: true,
      });
      return rows.map((row) => entityIn<Job>(row));
    },

    async replace(next) {
      const stored = await holds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: rowOf(next),
            ConditionExpression: 'revision = :before',
            ExpressionAttributeValues: { ':before': next.revision - 1 },
          }),
        ),
      );
      return stored ? 'stored' : 'stale';
    },

    async remove(projectId, id) {
      const removed = await holds(
        client.send(
          new DeleteCommand({
            TableName: table,
            Key: keyOf(projectId, id),
            ConditionExpression: 'attribute_exists(pk)',
          }),
        ),
      );
      return removed ? 'removed' : 'gone';
    },

    async due(now, atMost) {
      const rows = await queryDue(client, table, now);
      return rows
        .filter((row) => row['kind'] === kind)
        .map((row) => entityIn<Job>(row))
        .toSorted((left, right) => (left.nextExecutionTime < right.nextExecutionTime ? -1 : 1))
        .slice(0, atMost);
    },
  };
}
