import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import { dueAt } from '../../platform/aws/due-keys.ts';
import { dynamoDueRows } from '../../platform/aws/due-rows.ts';
import type { RowKey } from '../../platform/aws/row-reader.ts';
import { rowStore } from '../../platform/aws/row-store.ts';
import type { Job } from '../core/jobs/job.ts';
import type { RowId } from '../execution-ports.ts';
import type { JobStore } from '../ports.ts';

const kind = 'job';
const suffix = `#${kind}`;
const jobsDue = 'job-';

/** Which job a row is, by its key. */
const jobIdIn = ({ pk, sk }: RowKey): RowId => ({
  projectId: pk.slice('P#'.length, -suffix.length),
  id: sk,
});

const rowOf = (job: Job) => ({
  ...job,
  ...(job.status === 'running' && dueAt(job.id, job.nextExecutionTime, jobsDue)),
});

/** Jobs live in the table `functions` under their project; a running one is in the due index. */
export function dynamoJobStore(client: DynamoDBDocumentClient, table: string): JobStore {
  const { add, find, get, keyOf, list, listAll } = rowStore<Job>(client, table, {
    kind,
    partition: (projectId) => `P#${projectId}${suffix}`,
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

    ...dynamoDueRows(client, table, { keyIn: jobIdIn, prefix: jobsDue }),
  };
}
