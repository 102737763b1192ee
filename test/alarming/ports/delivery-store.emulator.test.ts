import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoDeliveryStore } from '../../../functions/alarming/aws/delivery-store.ts';
import { createTable } from '../../support/table.ts';
import { deliveryStoreSuite } from './delivery-store.suite.ts';

deliveryStoreSuite('DynamoDB', async () =>
  dynamoDeliveryStore(documentClient(), await createTable(new DynamoDBClient({}))),
);
