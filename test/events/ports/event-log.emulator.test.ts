import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tables } from '../../../functions/contract/tables.ts';
import { dynamoEventLog } from '../../../functions/events/aws/log/event-log.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { eventLogSuite } from './event-log.suite.ts';

eventLogSuite('DynamoDB', async (ports) =>
  dynamoEventLog(documentClient(), await createTable(new DynamoDBClient({}), tables.Events), ports),
);
