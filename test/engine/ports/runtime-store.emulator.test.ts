import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoRuntimeStore } from '../../../functions/engine/aws/runtime-store.ts';
import { createTable } from '../../support/table.ts';
import { runtimeStoreSuite } from './runtime-store.suite.ts';

const client = documentClient();

runtimeStoreSuite(async (pythons) =>
  dynamoRuntimeStore(client, await createTable(client), pythons),
);
