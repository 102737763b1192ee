import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoIdentityStore } from '../../../functions/identity/aws/identity-store.ts';
import { createTable } from '../../support/table.ts';
import { identityStoreSuite } from './identity-store.suite.ts';

const client = documentClient();
identityStoreSuite(async () => dynamoIdentityStore(client, await createTable(client)));
