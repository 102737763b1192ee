import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../platform/ports.ts';
import { dynamoExecutionAttempts } from './execution-attempts.ts';
import { dynamoExecutionReviews } from './execution-reviews.ts';
import { dynamoExecutionStore } from './execution-store.ts';

/** All ports that read and write the rows of executions in a table. */
export const dynamoExecutionStores = (
  client: DynamoDBDocumentClient,
  table: string,
  settings: { readonly clock: Clock; readonly retentionDays: number },
) => ({
  executions: dynamoExecutionStore(client, table, settings),
  attempts: dynamoExecutionAttempts(client, table, settings),
  executionReviews: dynamoExecutionReviews(client, table),
});
