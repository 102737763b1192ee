import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoAlarmLooks } from '../../../functions/alarming/aws/alarm-looks.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { alarmLooksSuite } from './alarm-looks.suite.ts';

alarmLooksSuite('DynamoDB', async () =>
  dynamoAlarmLooks(documentClient(), await createTable(new DynamoDBClient({}))),
);
