import { documentClient } from '../../functions/adapters/aws/dynamo.ts';
import { dynamoRuntimeStore } from '../../functions/adapters/aws/runtime-store.ts';
import { createTable } from '../support/table.ts';
import { runtimeStoreSuite } from './runtime-store.suite.ts';

const client = documentClient();

runtimeStoreSuite(async () => dynamoRuntimeStore(client, await createTable(client)));
