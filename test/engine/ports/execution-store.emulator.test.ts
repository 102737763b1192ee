import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { dynamoExecutionStores } from '../support/dynamo-stores.ts';
import { executionStoreSuite } from './execution-store.suite.ts';

const client = documentClient();

executionStoreSuite(async (settings) =>
  dynamoExecutionStores(client, await createTable(client), settings),
);
