import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { rowReader } from '../../platform/aws/row-reader.ts';
import type { FunctionReviews } from '../ports.ts';

const key = { pk: 'R#review', sk: 'review' };
const backlogKey = { pk: 'R#review', sk: 'backlog' };

/** One row says when the provisioner will be done; the other says which deployment reviewed its functions last, and when the next review is due. */
export function dynamoFunctionReviews(
  client: DynamoDBDocumentClient,
  table: string,
): FunctionReviews {
  const read = rowReader(client, table);
  return {
    async isDue(deployment, now) {
      const last = await read(key);
      return last?.['deployment'] !== deployment || String(last['nextAt']) <= now;
    },
    async schedule(deployment, nextAt) {
      await client.send(new PutCommand({ TableName: table, Item: { ...key, deployment, nextAt } }));
    },
    async expectReady(by) {
      await client.send(new PutCommand({ TableName: table, Item: { ...backlogKey, by } }));
    },
    async readyBy() {
      const by = (await read(backlogKey))?.['by'];
      return typeof by === 'string' ? by : undefined;
    },
  };
}
