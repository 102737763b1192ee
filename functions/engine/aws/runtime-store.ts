import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { rowStore } from '../../platform/aws/row-store.ts';
import { builtInRuntimes } from '../core/functions/python-runtime.ts';
import type { Runtime } from '../core/functions/runtime.ts';
import type { RuntimeStore } from '../ports.ts';

const kind = 'runtime';
/** The one partition of all runtimes, whatever their project: administrators make few. */
const partition = 'RUNTIMES';

export function dynamoRuntimeStore(client: DynamoDBDocumentClient, table: string): RuntimeStore {
  const { get, keyOf, list } = rowStore<Runtime>(client, table, {
    kind,
    partition: () => partition,
  });
  return {
    async put(runtime) {
      const row = { ...runtime, ...keyOf(partition, runtime.id), kind };
      await client.send(new PutCommand({ TableName: table, Item: row }));
    },
    get: async (id) =>
      builtInRuntimes.find((runtime) => runtime.id === id) ?? (await get(partition, id)),
    list: async () => [...builtInRuntimes, ...(await list(partition))],
    async remove(id) {
      await client.send(new DeleteCommand({ TableName: table, Key: keyOf(partition, id) }));
    },
  };
}
