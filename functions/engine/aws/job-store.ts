import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import { dueAt } from '../../platform/aws/dynamo.ts';
import { rowStore } from '../../platform/aws/row-store.ts';
import { byUrgency, type Job } from '../core/jobs/job.ts';
import type { JobStore } from '../ports.ts';

const kind = 'job';

const rowOf = (job: Job) => ({
  ...job,
  ...(job.status === 'running' && dueAt(job.id, job.nextExecutionTime)),
});

/** Jobs live in the table `functions` under their project; a running one is in the due index. */
export function dynamoJobStore(client: DynamoDBDocumentClient, table: string): JobStore {
  const { add, due, find, get, keyOf, list, listAll } = rowStore<Job>(client, table, {
    kind,
    partition: (projectId) => `P#${projectId}#${kind}`,
  });
  return {
    find,
    get,
    list,
    listAll,

    async create(job) {
      if (!(await add(job.projectId, job.id, rowOf(job)))) throw new Error(`job ${job.id} exists`);
    },

    async replace(next) {
      const stored = await writesIf(() =>
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...rowOf(next), ...keyOf(next.projectId, next.id), kind },
            ConditionExpression: 'revision = :before',
            ExpressionAttributeValues: { ':before': next.revision - 1 },
          }),
        ),
      );
      return stored ? 'stored' : 'stale';
    },

    async remove(projectId, id) {
      const removed = await writesIf(() =>
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

    due: async (now, atMost) => (await due(now)).toSorted(byUrgency).slice(0, atMost),
  };
}
