import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDeliverySignings } from '../../functions/adapters/aws/delivery-signings.ts';
import { documentClient } from '../../functions/adapters/aws/dynamo.ts';
import { createTable } from '../support/table.ts';
import { deliverySigningsSuite } from './delivery-signings.suite.ts';

deliverySigningsSuite(async () =>
  dynamoDeliverySignings(documentClient(), await createTable(new DynamoDBClient({}))),
);
