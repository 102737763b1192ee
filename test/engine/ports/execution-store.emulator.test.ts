import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoExecutionStore } from '../../../functions/engine/aws/execution-store.ts';
import { createTable } from '../../support/table.ts';
import { executionStoreSuite } from './execution-store.suite.ts';

const client = documentClient();

executionStoreSuite(async (settings) =>
  dynamoExecutionStore(client, await createTable(client), settings),
);
