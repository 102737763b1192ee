import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tables } from '../../../functions/contract/tables.ts';
import { dynamoErasures } from '../../../functions/events/aws/log/erasures.ts';
import { dynamoEventCounts } from '../../../functions/events/aws/log/event-counts.ts';
import { dynamoEventSettings } from '../../../functions/events/aws/log/event-settings.ts';
import { dynamoEventTypes } from '../../../functions/events/aws/log/event-types.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { standingClock } from '../../support/clock.ts';
import { createTable } from '../../support/table.ts';
import { start } from '../support/logged-events.ts';
import { eventRecordsSuite, mostTypes } from './event-records.suite.ts';

eventRecordsSuite('DynamoDB', async () => {
  const client = documentClient();
  const table = await createTable(new DynamoDBClient({}), tables.Events);
  const clock = standingClock(start);
  return {
    erasures: dynamoErasures(client, table),
    eventCounts: dynamoEventCounts(client, table, clock),
    eventSettings: dynamoEventSettings(client, table, clock),
    eventTypes: dynamoEventTypes(client, table, { clock, most: mostTypes }),
  };
});
