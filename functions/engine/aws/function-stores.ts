import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../platform/ports.ts';
import { dynamoExecutionCounts } from './execution-counts.ts';
import { dynamoFunctionReviews } from './function-reviews.ts';
import { dynamoFunctionRevisions } from './function-revisions.ts';
import { dynamoFunctionStore } from './function-store.ts';
import { dynamoVersionPublications } from './version-publications.ts';
import { dynamoVersionScaling } from './version-scaling.ts';
import { dynamoVersionStore } from './version-store.ts';

/** All the ports that read and write the rows of functions and versions in a table. */
export const dynamoFunctionStores = (
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
) => ({
  functions: dynamoFunctionStore(client, table, clock),
  revisions: dynamoFunctionRevisions(client, table),
  executionCounts: dynamoExecutionCounts(client, table),
  reviews: dynamoFunctionReviews(client, table),
  versions: dynamoVersionStore(client, table, clock),
  publications: dynamoVersionPublications(client, table, clock),
  scaling: dynamoVersionScaling(client, table, clock),
});
