import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoRuleReviews } from '../../../functions/alarming/aws/rule-reviews.ts';
import { createTable } from '../../support/table.ts';
import { ruleReviewsSuite } from './rule-reviews.suite.ts';

ruleReviewsSuite(async () =>
  dynamoRuleReviews(documentClient(), await createTable(new DynamoDBClient({}))),
);
