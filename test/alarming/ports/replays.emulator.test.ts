import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDueReplays, dynamoReplays } from '../../../functions/alarming/aws/replay-store.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { replaySuite } from './replays.suite.ts';

replaySuite('DynamoDB', async (clock) => {
  const table = await createTable(new DynamoDBClient({}));
  const client = documentClient();
  return { replays: dynamoReplays(client, table, clock), due: dynamoDueReplays(client, table) };
});
