import { dynamoFunctionStores } from '../../../functions/engine/aws/function-stores.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { functionStoreSuite } from './function-store.suite.ts';

const client = documentClient();

functionStoreSuite(async (clock) => dynamoFunctionStores(client, await createTable(client), clock));
