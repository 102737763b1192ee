import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Guess, LoginFailures, Stretch } from '../ports.ts';
import { secondsOf } from '../../platform/aws/dynamo.ts';
import { readRow } from './rows.ts';

const row = z.object({
  /** Guesses that were wrong or are looked at. One whose Lambda died counts until the stretch ends. */
  taken: z.number(),
  wrong: z.number(),
  until: z.string(),
});

/** One small row a subject, each in a partition of its own: guessing at one slows no other down. */
const keyOf = (subject: string) => ({ pk: `login-failures#${subject}`, sk: 'stretch' });

const names = { '#until': 'until' };

/** How often a guess is tried to be counted while others begin and end stretches. */
const attempts = 5;

export function dynamoLoginFailures(
  client: DynamoDBDocumentClient,
  TableName: string,
): LoginFailures {
  const take = async (subject: string, { now, most }: Stretch): Promise<Guess | undefined> =>
    held(async () => {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName,
          Key: keyOf(subject),
          UpdateExpression: 'ADD taken :one',
          ConditionExpression: '#until > :now AND taken < :most AND attribute_exists(wrong)',
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ':one': 1, ':now': now, ':most': most },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return { subject, until: row.parse(Attributes).until };
    });

  /** A row of the release before, which has no count of those looked at, is replaced as if it were over. */
  const begin = async (subject: string, { now, until }: Stretch): Promise<Guess | undefined> =>
    held(async () => {
      await client.send(
        new PutCommand({
          TableName,
          Item: { ...keyOf(subject), taken: 1, wrong: 0, until, ttl: secondsOf(until) },
          ConditionExpression: 'attribute_not_exists(wrong) OR #until <= :now',
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ':now': now },
        }),
      );
      return { subject, until };
    });

  const settle = ({ subject, until }: Guess, expression: string, values: object = {}) =>
    held(() =>
      client.send(
        new UpdateCommand({
          TableName,
          Key: keyOf(subject),
          UpdateExpression: expression,
          ConditionExpression: '#until = :until',
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ':until': until, ...values },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );

  return {
    async begin(subject, stretch) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        // oxlint-disable-next-line no-await-in-loop -- each attempt answers what others did meanwhile
        const guess = (await take(subject, stretch)) ?? (await begin(subject, stretch));
        if (guess) return guess;
        // oxlint-disable-next-line no-await-in-loop -- as above
        const found = await readRow({ client, name: TableName }, keyOf(subject));
        const { data: counted } = row.safeParse(found);
        if (counted && counted.wrong >= stretch.most) return 'full';
        if (counted && counted.taken >= stretch.most) return 'busy';
      }
      return 'busy';
    },
    async wrong(guess) {
      await settle(guess, 'ADD wrong :one', { ':one': 1 });
    },
    async takeBack(guess) {
      await settle(guess, 'ADD taken :less', { ':less': -1 });
    },
    async right(guess) {
      const settled = await settle(guess, 'ADD taken :less', { ':less': -1 });
      const { data: counted } = row.safeParse(settled?.Attributes);
      if (counted && counted.wrong > 0)
        await settle(guess, 'SET taken = taken - wrong, wrong = :none', { ':none': 0 });
    },
  };
}

/** Undefined if the condition of the write did not hold. */
async function held<Outcome>(write: () => Promise<Outcome>): Promise<Outcome | undefined> {
  try {
    return await write();
  } catch (failure) {
    if (failure instanceof ConditionalCheckFailedException) return undefined;
    throw failure;
  }
}
