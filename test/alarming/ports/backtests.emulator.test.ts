import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  dynamoBacktests,
  dynamoDueBacktests,
} from '../../../functions/alarming/aws/backtest-store.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { backtestSuite } from './backtests.suite.ts';

backtestSuite('DynamoDB', async (clock) => {
  const table = await createTable(new DynamoDBClient({}));
  const client = documentClient();
  return {
    backtests: dynamoBacktests(client, table, clock),
    dueBacktests: dynamoDueBacktests(client, table),
  };
});
