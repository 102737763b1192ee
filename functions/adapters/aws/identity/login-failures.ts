import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../../core/instant.ts';
import type { LoginFailures } from '../../../ports/identity.ts';
import { secondsOf } from '../dynamo.ts';
import { readRow } from './rows.ts';

interface Stretch {
  readonly failures: number;
  readonly until: Instant;
}

/** One small row a subject, each in a partition of its own: guessing at one slows no other down. */
const keyOf = (subject: string) => ({ pk: `login-failures#${subject}`, sk: 'stretch' });

export function dynamoLoginFailures(
  client: DynamoDBDocumentClient,
  TableName: string,
): LoginFailures {
  const begin = (subject: string, until: Instant) =>
    client.send(
      new PutCommand({
        TableName,
        Item: { ...keyOf(subject), failures: 1, until, ttl: secondsOf(until) },
      }),
    );

  return {
    async count(subject, now) {
      const stretch = await readRow<Stretch>({ client, name: TableName }, keyOf(subject));
      return stretch && now < stretch.until ? stretch.failures : 0;
    },
    async add(subject, now, until) {
      try {
        await client.send(
          new UpdateCommand({
            TableName,
            Key: keyOf(subject),
            UpdateExpression: 'ADD #failures :one',
            ConditionExpression: '#until > :now',
            ExpressionAttributeNames: { '#failures': 'failures', '#until': 'until' },
            ExpressionAttributeValues: { ':one': 1, ':now': now },
          }),
        );
      } catch (failure) {
        if (!(failure instanceof ConditionalCheckFailedException)) throw failure;
        await begin(subject, until);
      }
    },
    async clear(subject) {
      await client.send(new DeleteCommand({ TableName, Key: keyOf(subject) }));
    },
  };
}
