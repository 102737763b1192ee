import { describe } from 'vitest';
import { dynamoAlarmStore } from '../../functions/adapters/aws/alarm-store.ts';
import { documentClient } from '../../functions/adapters/aws/dynamo.ts';
import { createTable } from '../support/table.ts';
import { alarmStoreSuite } from './alarm-store.suite.ts';

describe('alarms in DynamoDB', () => {
  alarmStoreSuite(async () => {
    const client = documentClient();
    return dynamoAlarmStore(client, await createTable(client));
  });
});
