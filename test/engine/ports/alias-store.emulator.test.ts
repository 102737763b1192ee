import { dynamoAliasStore } from '../../../functions/engine/aws/alias-store.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { aliasStoreSuite } from './alias-store.suite.ts';

const client = documentClient();

aliasStoreSuite(async () => dynamoAliasStore(client, await createTable(client)));
