import { describe } from 'vitest';
import { dynamoIndexStores } from '../../../functions/metrics/aws/index-stores.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { indexSuite } from './index.suite.ts';

describe('the index of metrics in DynamoDB', () => {
  indexSuite(async () => {
    const client = documentClient();
    return dynamoIndexStores(client, await createTable(client));
  });
});
