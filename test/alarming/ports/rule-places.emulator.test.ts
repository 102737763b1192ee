import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoRulePlaces } from '../../../functions/alarming/aws/rule-places.ts';
import { createTable } from '../../support/table.ts';
import { rulePlacesSuite } from './rule-places.suite.ts';

rulePlacesSuite(async () =>
  dynamoRulePlaces(documentClient(), await createTable(new DynamoDBClient({}))),
);
