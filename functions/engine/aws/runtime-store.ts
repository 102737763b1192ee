import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { rowStore } from '../../platform/aws/row-store.ts';
import type { PythonRuntime } from '../../contract/python-runtime.ts';
import { builtInFor } from '../core/functions/python-runtime.ts';
import type { Runtime } from '../core/functions/runtime.ts';
import type { RuntimeStore } from '../ports.ts';

const kind = 'runtime';
/** The one partition of all runtimes, whatever their project: administrators make few. */
const partition = 'RUNTIMES';

export function dynamoRuntimeStore(
  client: DynamoDBDocumentClient,
  table: string,
  pythons: readonly PythonRuntime[],
): RuntimeStore {
  const builtIn = builtInFor(pythons);
  const { get, keyOf, list } = rowStore<Runtime>(client, table, {
    kind,
    partition: () => partition,
  });
  return {
    pythons,
    async put(runtime) {
      const row = { ...runtime, ...keyOf(partition, runtime.id), kind };
      await client.send(new PutCommand({ TableName: table, Item: row }));
    },
    get: async (id) => builtIn.find((runtime) => runtime.id === id) ?? (await get(partition, id)),
    list: async () => [...builtIn, ...(await list(partition))],
    async remove(id) {
      await client.send(new DeleteCommand({ TableName: table, Key: keyOf(partition, id) }));
    },
  };
}
