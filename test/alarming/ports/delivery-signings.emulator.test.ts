import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDeliverySignings } from '../../../functions/alarming/aws/delivery-signings.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { deliverySigningsSuite } from './delivery-signings.suite.ts';

deliverySigningsSuite(async () =>
  dynamoDeliverySignings(documentClient(), await createTable(new DynamoDBClient({}))),
);
