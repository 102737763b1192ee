import { documentClient } from '../../functions/adapters/aws/dynamo.ts';
import { dynamoFunctionStore } from '../../functions/adapters/aws/function-store.ts';
import { dynamoVersionStore } from '../../functions/adapters/aws/version-store.ts';
import { createTable } from '../support/table.ts';
import { versionStoreSuite } from './version-store.suite.ts';

const client = documentClient();

versionStoreSuite(async (clock) => {
  const table = await createTable(client);
  return {
    functions: dynamoFunctionStore(client, table, clock),
    versions: dynamoVersionStore(client, table, clock),
  };
});
