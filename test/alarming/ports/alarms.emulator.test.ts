import { describe } from 'vitest';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { dynamoAlarms } from '../support/dynamo-alarms.ts';
import { alarmsSuite } from './alarms.suite.ts';

describe('alarms in DynamoDB', () => {
  alarmsSuite(async () => {
    const client = documentClient();
    return dynamoAlarms(client, await createTable(client));
  });
});
