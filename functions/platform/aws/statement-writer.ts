import { setTimeout } from 'node:timers/promises';
import type { BatchStatementError, BatchStatementErrorCodeEnum } from '@aws-sdk/client-dynamodb';
import { BatchExecuteStatementCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { partitionKey, sortKey } from '../../contract/tables.ts';
import type { Row } from './dynamo.ts';
import { batching } from './batching.ts';
import { attempts, jitter } from './conditional-write.ts';
import { keyOf, nameOf } from './row-reader.ts';

/** A conditional write of one row in PartiQL, the only form that DynamoDB takes in batches without a transaction. */
export interface Statement {
  /** The row's key as text. Statements of one request have different ones. */
  readonly row: string;
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** DynamoDB's limit of statements per request. */
const statementsPerRequest = 25;

/** Inserts a row unless its key is taken. */
export function inserting(table: string, row: Row): Statement {
  const fields = Object.entries(row).filter(([, value]) => value !== undefined);
  return {
    row: nameOf(keyOf(row)),
    text: `INSERT INTO "${table}" VALUE {${fields.map(([name]) => `'${name}': ?`).join(', ')}}`,
    parameters: fields.map(([, value]) => value),
  };
}

export interface Change {
  readonly key: { readonly pk: string; readonly sk: string };
  /** Values that attributes must have; otherwise nothing is written. */
  readonly where: Row;
  readonly set: Row;
  readonly remove: readonly string[];
}

/** Changes some attributes of a row if its condition holds. */
export function updating(table: string, { key, where, set, remove }: Change): Statement {
  const values = Object.entries(set).filter(([, value]) => value !== undefined);
  const conditions = Object.entries({
    [partitionKey]: key.pk,
    [sortKey]: key.sk,
    ...where,
  });
  return {
    row: nameOf(key),
    text: [
      `UPDATE "${table}"`,
      ...values.map(([name]) => `SET "${name}" = ?`),
      ...remove.map((name) => `REMOVE "${name}"`),
      `WHERE ${conditions.map(([name]) => `"${name}" = ?`).join(' AND ')}`,
    ].join(' '),
    parameters: [...values, ...conditions].map(([, value]) => value),
  };
}

type Code = BatchStatementErrorCodeEnum;
interface Answer {
  readonly error?: BatchStatementError | undefined;
}
const unmet: readonly (Code | undefined)[] = ['ConditionalCheckFailed', 'DuplicateItem'];
const transient: readonly (Code | undefined)[] = [
  'InternalServerError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'ThrottlingError',
  'TransactionConflict',
];

const unanswered = (): Error => new Error('DynamoDB did not answer a statement');

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error('a request failed', { cause: error });

/**
 * Makes conditional writes; false if the condition did not hold. Writes of the same moment share a
 * request; this does not change what they cost. Transient failures are retried.
 */
export function statementWriter(
  client: DynamoDBDocumentClient,
): (statement: Statement) => Promise<boolean> {
  const execute = async (statements: readonly Statement[]): Promise<readonly Answer[]> => {
    const { Responses: answers = [] } = await client.send(
      new BatchExecuteStatementCommand({
        Statements: statements.map(({ text, parameters }) => ({
          Statement: text,
          Parameters: [...parameters],
        })),
      }),
    );
    return statements.map((_, index) => ({ error: answers[index]?.Error }));
  };

  /** Those that repeat a row follow in requests of their own: DynamoDB may refuse a batch with repeated keys as a whole. */
  const write = batching(async (statements: readonly Statement[]) => {
    const answers = new Map<Statement, Answer | Error>();
    let left = statements;
    while (left.length > 0) {
      const byRow = new Map(left.toReversed().map((each) => [each.row, each]));
      const distinct = left.filter((each) => byRow.get(each.row) === each);
      // oxlint-disable-next-line no-await-in-loop -- one write of a row after the other
      const given = await execute(distinct).catch((error: unknown) =>
        distinct.map(() => asError(error)),
      );
      for (const [index, each] of distinct.entries())
        answers.set(each, given[index] ?? unanswered());
      left = left.filter((each) => !answers.has(each));
    }
    return statements.map((each) => answers.get(each) ?? unanswered());
  }, statementsPerRequest);

  return async (statement) => {
    for (let attempt = 1; ; attempt += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
      const { error } = await write(statement);
      if (!error) return true;
      if (unmet.includes(error.Code)) return false;
      if (!transient.includes(error.Code) || attempt === attempts)
        throw new Error(`DynamoDB refused a write: ${error.Code}: ${error.Message}`);
      // oxlint-disable-next-line no-await-in-loop -- waits between attempts
      await setTimeout(jitter(attempt));
    }
  };
}
