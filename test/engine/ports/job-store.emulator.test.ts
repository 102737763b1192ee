import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoJobStore } from '../../../functions/engine/aws/job-store.ts';
import { createTable } from '../../support/table.ts';
import { jobStoreSuite } from './job-store.suite.ts';

const client = documentClient();

jobStoreSuite(async () => dynamoJobStore(client, await createTable(client)));
