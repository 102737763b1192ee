import { setTimeout } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Row } from './dynamo.ts';

/** One of the writes that a transaction makes together. */
export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Collisions in a row on a busy row before they count as an outage. */
export const attempts = 12;

/**
 * What became of a conditional write: its answer, or, if the condition did not hold, the row as it
 * was found (only for a command that asks for it with `ReturnValuesOnConditionCheckFailure`).
 */
export type Written<Answer> =
  | { readonly kind: 'written'; readonly answer: Answer }
  | { readonly kind: 'unmet'; readonly found: Row | undefined };

/** Makes one conditional write. A collision with a transaction decides nothing and is tried again. */
export async function conditionally<Answer>(
  write: () => Promise<Answer>,
): Promise<Written<Answer>> {
  return retryingCollisions(async () => {
    try {
      return { kind: 'written', answer: await write() };
    } catch (error) {
      if (error instanceof TransactionConflictException) return 'collided';
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { kind: 'unmet', found: error.Item && unmarshall(error.Item) };
    }
  });
}

/** As `conditionally`, for a write whose answer nobody needs: whether its condition held. */
export const writesIf = async (write: () => Promise<unknown>): Promise<boolean> =>
  (await conditionally(write)).kind === 'written';

/**
 * Commits all writes or none, and says which of them found their condition unmet, by index. A
 * collision with another transaction decides nothing and is tried again.
 *
 * The token that makes a transaction repeatable is left to the SDK: one per call, kept over its own
 * retries, so an answer lost on the way is not mistaken for an unmet condition. A token of our own,
 * derived from what is written, would answer a true repetition of the last ten minutes with success.
 */
export async function transact(
  client: DynamoDBDocumentClient,
  writes: readonly Write[],
): Promise<{ readonly kind: 'committed' } | { readonly kind: 'unmet'; at: readonly number[] }> {
  return retryingCollisions(async () => {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [...writes] }));
      return { kind: 'committed' };
    } catch (error) {
      const codes = cancellationCodes(error);
      const at = codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
      if (at.length > 0) return { kind: 'unmet', at };
      if (codes.includes('TransactionConflict')) return 'collided';
      throw error;
    }
  });
}

/** Milliseconds to wait after this many collisions: anything up to a bound that doubles from 10 to 320. */
export const jitter = (attempt: number): number => Math.random() * 10 * 2 ** Math.min(attempt, 5);

async function retryingCollisions<Outcome>(
  attempt: () => Promise<Outcome | 'collided'>,
): Promise<Outcome> {
  for (let tried = 1; tried <= attempts; tried += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
    const outcome = await attempt();
    if (outcome !== 'collided') return outcome;
    // oxlint-disable-next-line no-await-in-loop -- waits between attempts
    await setTimeout(jitter(tried));
  }
  throw new Error(`a row was busy with other writes ${attempts} times in a row`);
}

const cancellationCodes = (error: unknown): readonly string[] =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None')
    : [];
