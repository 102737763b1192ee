import { describe } from 'vitest';
import { dynamoAlarmStore } from '../../../functions/alarming/aws/alarm-store.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { alarmStoreSuite } from './alarm-store.suite.ts';

describe('alarms in DynamoDB', () => {
  alarmStoreSuite(async () => {
    const client = documentClient();
    return dynamoAlarmStore(client, await createTable(client));
  });
});
