import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Runtime } from '../core/function.ts';
import { builtInFor } from '../core/python-runtime.ts';
import type { PythonRuntime } from '../../contract/python-runtime.ts';
import type { RuntimeStore } from '../ports.ts';
import { queryAll } from '../../platform/aws/dynamo.ts';
import { entityIn } from '../../platform/aws/entity-row.ts';

/** One partition holds every runtime: administrators make few. */
const partition = 'RUNTIMES';

export const dynamoRuntimeStore = (
  client: DynamoDBDocumentClient,
  table: string,
  pythons: readonly PythonRuntime[],
): RuntimeStore => ({
  pythons,
  async put(runtime) {
    const row = { ...runtime, pk: partition, sk: runtime.id, kind: 'runtime' };
    await client.send(new PutCommand({ TableName: table, Item: row }));
  },
  async get(id) {
    const builtIn = builtInFor(pythons).find((runtime) => runtime.id === id);
    if (builtIn) return builtIn;
    const { Item: row } = await client.send(
      new GetCommand({ TableName: table, Key: { pk: partition, sk: id }, ConsistentRead: true }),
    );
    return row && entityIn<Runtime>(row);
  },
  async list() {
    const rows = await queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'pk = :partition',
      ExpressionAttributeValues: { ':partition': partition },
      ConsistentRead: true,
    });
    return [...builtInFor(pythons), ...rows.map((row) => entityIn<Runtime>(row))];
  },
  async remove(id) {
    await client.send(new DeleteCommand({ TableName: table, Key: { pk: partition, sk: id } }));
  },
});
