import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoExecutionAttempts } from '../../../functions/engine/aws/execution-attempts.ts';
import { dynamoExecutionCounts } from '../../../functions/engine/aws/execution-counts.ts';
import { dynamoExecutionStore } from '../../../functions/engine/aws/execution-store.ts';
import { dynamoFunctionReviews } from '../../../functions/engine/aws/function-reviews.ts';
import { dynamoFunctionRevisions } from '../../../functions/engine/aws/function-revisions.ts';
import { dynamoFunctionStore } from '../../../functions/engine/aws/function-store.ts';
import { dynamoVersionPublications } from '../../../functions/engine/aws/version-publications.ts';
import { dynamoVersionScaling } from '../../../functions/engine/aws/version-scaling.ts';
import { dynamoVersionStore } from '../../../functions/engine/aws/version-store.ts';
import type { Clock } from '../../../functions/platform/ports.ts';

/** The ports that read and write the rows of functions in a table. */
export const dynamoFunctionStores = (
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
) => ({
  functions: dynamoFunctionStore(client, table, clock),
  revisions: dynamoFunctionRevisions(client, table),
  executionCounts: dynamoExecutionCounts(client, table),
  reviews: dynamoFunctionReviews(client, table),
});

/** The ports that read and write the rows of versions in a table. */
export const dynamoVersionStores = (
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
) => ({
  versions: dynamoVersionStore(client, table, clock),
  publications: dynamoVersionPublications(client, table, clock),
  scaling: dynamoVersionScaling(client, table, clock),
});

/** The ports that read and write the rows of executions in a table. */
export const dynamoExecutionStores = (
  client: DynamoDBDocumentClient,
  table: string,
  settings: { readonly clock: Clock; readonly retentionDays: number },
) => ({
  executions: dynamoExecutionStore(client, table, settings),
  attempts: dynamoExecutionAttempts(client, table, settings.clock),
});
