import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { conditionally, writesIf } from '../../platform/aws/conditional-write.ts';
import { secondsOf } from '../../platform/aws/dynamo.ts';
import type { LoginAttempt, LoginFailures } from '../ports.ts';

const counts = z.object({ wrong: z.number() });

/**
 * One small row per subject and window, which DynamoDB deletes after the window. `taken` are the
 * attempts that failed or are being checked; one whose Lambda died counts until the window ends.
 */
const keyOf = ({ subject, until }: LoginAttempt) => ({
  pk: `login-failures#${subject}`,
  sk: until,
});

export function dynamoLoginFailures(
  client: DynamoDBDocumentClient,
  TableName: string,
): LoginFailures {
  /** Changes the counts, unless the row has been deleted meanwhile. */
  const add = async (attempt: LoginAttempt, expression: string, amount: number) => {
    const command = new UpdateCommand({
      TableName,
      Key: keyOf(attempt),
      UpdateExpression: expression,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':amount': amount },
    });
    await writesIf(() => client.send(command));
  };

  return {
    async begin({ subject, until, limit }) {
      const command = new UpdateCommand({
        TableName,
        Key: keyOf({ subject, until }),
        UpdateExpression: 'SET #ttl = :ttl ADD taken :one, wrong :none',
        ConditionExpression: 'attribute_not_exists(taken) OR taken < :limit',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':ttl': secondsOf(until),
          ':one': 1,
          ':none': 0,
          ':limit': limit,
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const written = await conditionally(() => client.send(command));
      if (written.kind === 'written') return { subject, until };
      return counts.parse(written.found).wrong >= limit ? 'full' : 'busy';
    },
    fail: (attempt) => add(attempt, 'ADD wrong :amount', 1),
    cancel: (attempt) => add(attempt, 'ADD taken :amount', -1),
  };
}
