import { documentClient } from '../../functions/adapters/aws/dynamo.ts';
import { dynamoJobStore } from '../../functions/adapters/aws/job-store.ts';
import { createTable } from '../support/table.ts';
import { jobStoreSuite } from './job-store.suite.ts';

const client = documentClient();

jobStoreSuite(async () => dynamoJobStore(client, await createTable(client)));
