import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionally, writesIf } from '../../platform/aws/conditional-write.ts';
import { secondsOf } from '../../platform/aws/dynamo.ts';
import type { LoginAttempt, LoginFailures, LoginWindow } from '../ports.ts';
import { readRow } from './rows.ts';

const counts = z.object({
  /** Attempts that failed or are being checked. One whose Lambda died counts until the window ends. */
  taken: z.number(),
  wrong: z.number(),
  until: z.string(),
});

/** One small row per subject, each in its own partition, so that a busy subject slows no other down. */
const keyOf = (subject: string) => ({ pk: `login-failures#${subject}`, sk: 'stretch' });

const names = { '#until': 'until' };

/** How often counting an attempt is tried while others open and fill windows. */
const countAttempts = 5;

export function dynamoLoginFailures(
  client: DynamoDBDocumentClient,
  TableName: string,
): LoginFailures {
  /** Counts the attempt in the window that is open, unless that is full. */
  const join = async (subject: string, { now, limit }: LoginWindow) => {
    const command = new UpdateCommand({
      TableName,
      Key: keyOf(subject),
      UpdateExpression: 'ADD taken :one',
      ConditionExpression: '#until > :now AND taken < :most AND attribute_exists(wrong)',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':one': 1, ':now': now, ':most': limit },
      ReturnValues: 'ALL_NEW',
    });
    const written = await conditionally(() => client.send(command));
    return written.kind === 'written'
      ? { subject, until: counts.parse(written.answer.Attributes).until }
      : undefined;
  };

  /** Opens a window unless one is open. A row without `wrong`, of an earlier release, counts as ended. */
  const open = async (subject: string, { now, until }: LoginWindow) => {
    const command = new PutCommand({
      TableName,
      Item: { ...keyOf(subject), taken: 1, wrong: 0, until, ttl: secondsOf(until) },
      ConditionExpression: 'attribute_not_exists(wrong) OR #until <= :now',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':now': now },
    });
    return (await writesIf(() => client.send(command))) ? { subject, until } : undefined;
  };

  async function begin(
    subject: string,
    window: LoginWindow,
    attemptsLeft: number,
  ): Promise<LoginAttempt | 'busy' | 'full'> {
    const attempt = (await join(subject, window)) ?? (await open(subject, window));
    if (attempt) return attempt;
    const row = await readRow({ client, name: TableName }, keyOf(subject));
    const { data: found } = counts.safeParse(row);
    if (found && found.wrong >= window.limit) return 'full';
    if (attemptsLeft === 1 || (found && found.taken >= window.limit)) return 'busy';
    return begin(subject, window, attemptsLeft - 1);
  }

  /** Changes the counts of the attempt's window, unless a later window has replaced it. */
  const update = async ({ subject, until }: LoginAttempt, expression: string, values: object) => {
    const command = new UpdateCommand({
      TableName,
      Key: keyOf(subject),
      UpdateExpression: expression,
      ConditionExpression: '#until = :until',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':until': until, ...values },
      ReturnValues: 'ALL_NEW',
    });
    const written = await conditionally(() => client.send(command));
    return written.kind === 'written'
      ? counts.safeParse(written.answer.Attributes).data
      : undefined;
  };

  return {
    begin: (subject, window) => begin(subject, window, countAttempts),
    async fail(attempt) {
      await update(attempt, 'ADD wrong :one', { ':one': 1 });
    },
    async cancel(attempt) {
      await update(attempt, 'ADD taken :less', { ':less': -1 });
    },
    async succeed(attempt) {
      const left = await update(attempt, 'ADD taken :less', { ':less': -1 });
      if (left && left.wrong > 0)
        await update(attempt, 'SET taken = taken - wrong, wrong = :none', { ':none': 0 });
    },
  };
}
