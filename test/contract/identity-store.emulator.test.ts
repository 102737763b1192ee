import { documentClient } from '../../functions/adapters/aws/dynamo.ts';
import { dynamoIdentityStore } from '../../functions/adapters/aws/identity/identity-store.ts';
import { createTable } from '../support/table.ts';
import { identityStoreSuite } from './identity-store.suite.ts';

const client = documentClient();
identityStoreSuite(async () => dynamoIdentityStore(client, await createTable(client)));
