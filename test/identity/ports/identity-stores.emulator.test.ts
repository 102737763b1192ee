import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoIdentityStores } from '../../../functions/identity/aws/identity-stores.ts';
import { createTable } from '../../support/table.ts';
import { identityStoresSuite } from './identity-stores.suite.ts';

const client = documentClient();
identityStoresSuite(async () => dynamoIdentityStores(client, await createTable(client)));
