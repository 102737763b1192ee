import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoReplays } from '../../../functions/alarming/aws/replay-store.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { replaySuite } from './replays.suite.ts';

replaySuite('DynamoDB', async (clock) =>
  dynamoReplays(documentClient(), await createTable(new DynamoDBClient({})), clock),
);
