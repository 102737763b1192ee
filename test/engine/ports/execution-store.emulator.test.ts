import { dynamoExecutionStores } from '../../../functions/engine/aws/execution-stores.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { executionStoreSuite } from './execution-store.suite.ts';

const client = documentClient();

executionStoreSuite(async (settings) =>
  dynamoExecutionStores(client, await createTable(client), settings),
);
