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

/** Collisions that may follow each other on a busy row before it counts as an outage. */
export const attempts = 12;

/**
 * Commits all writes or none, and says which of them found its condition unmet. A collision with
 * another transaction decides nothing, so it is tried again after a random wait.
 *
 * The token that makes a transaction repeatable is left to the SDK: one per call, kept over its own
 * retries, so an answer lost on the way is not mistaken for an unmet condition. A token of our own,
 * derived from what is written, would answer a true repetition of the last ten minutes with success.
 */
export async function transact(
  client: DynamoDBDocumentClient,
  writes: NonNullable<TransactWriteCommandInput['TransactItems']>,
): Promise<{ readonly kind: 'committed' } | { readonly kind: 'unmet'; at: readonly number[] }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
      await client.send(new TransactWriteCommand({ TransactItems: writes }));
      return { kind: 'committed' };
    } catch (error) {
      const codes = cancellationCodes(error);
      const at = codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
      if (at.length > 0) return { kind: 'unmet', at };
      if (!codes.includes('TransactionConflict') || attempt === attempts) throw error;
      // oxlint-disable-next-line no-await-in-loop -- waits between attempts
      await setTimeout(jitter(attempt));
    }
  }
}

/** Whether one conditional write was made; a collision with a transaction is tried again. */
export async function writeIf(write: () => Promise<unknown>): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
      await write();
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      if (!(error instanceof TransactionConflictException) || attempt === attempts) throw error;
      // oxlint-disable-next-line no-await-in-loop -- waits between attempts
      await setTimeout(jitter(attempt));
    }
  }
}

const cancellationCodes = (error: unknown): readonly string[] =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None')
    : [];

/** Milliseconds: anything up to a bound that doubles from 10 to 320. */
export const jitter = (attempt: number): number => Math.random() * 10 * 2 ** Math.min(attempt, 5);
