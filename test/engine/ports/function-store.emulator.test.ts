import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoFunctionStore } from '../../../functions/engine/aws/function-store.ts';
import { createTable } from '../../support/table.ts';
import { functionStoreSuite } from './function-store.suite.ts';

const client = documentClient();

functionStoreSuite(async (clock) => dynamoFunctionStore(client, await createTable(client), clock));
