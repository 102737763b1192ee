import { setTimeout } from 'node:timers/promises';
import type { BatchStatementErrorCodeEnum } from '@aws-sdk/client-dynamodb';
import { BatchExecuteStatementCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { partitionKey, sortKey } from '../../contract/tables.ts';
import type { Row } from './dynamo.ts';
import { gathering } from './gathering.ts';
import { attempts, jitter } from './conditional-write.ts';

/** A conditional write of one row, in PartiQL: the one form of which DynamoDB takes several, each for itself. */
export interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** DynamoDB takes at most so many statements a request. */
const statementsAtOnce = 25;

/** A new row, unless there is one of its key. */
export function inserting(table: string, row: Row): Statement {
  const fields = Object.entries(row).filter(([, value]) => value !== undefined);
  return {
    text: `INSERT INTO "${table}" VALUE {${fields.map(([name]) => `'${name}': ?`).join(', ')}}`,
    parameters: fields.map(([, value]) => value),
  };
}

export interface Change {
  readonly key: { readonly pk: string; readonly sk: string };
  /** What attributes must be, or nothing is written. */
  readonly where: Row;
  readonly set: Row;
  readonly remove: readonly string[];
}

/** Other values for some attributes of a row, if it is as it should be. */
export function updating(table: string, { key, where, set, remove }: Change): Statement {
  const values = Object.entries(set).filter(([, value]) => value !== undefined);
  const conditions = Object.entries({
    [partitionKey]: key.pk,
    [sortKey]: key.sk,
    ...where,
  });
  return {
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
const unmet: readonly (Code | undefined)[] = ['ConditionalCheckFailed', 'DuplicateItem'];
const passing: readonly (Code | undefined)[] = [
  'InternalServerError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'ThrottlingError',
  'TransactionConflict',
];

/**
 * Makes conditional writes; false where the condition was not met. Those of one moment go in one
 * request, and cost what they cost alone. What DynamoDB could not do just then is tried again.
 */
export function statementWriter(
  client: DynamoDBDocumentClient,
): (statement: Statement) => Promise<boolean> {
  const write = gathering(async (statements: readonly Statement[]) => {
    const { Responses: answers = [] } = await client.send(
      new BatchExecuteStatementCommand({
        Statements: statements.map(({ text, parameters }) => ({
          Statement: text,
          Parameters: [...parameters],
        })),
      }),
    );
    return statements.map((_, index) => ({ error: answers[index]?.Error }));
  }, statementsAtOnce);

  return async (statement) => {
    for (let attempt = 1; ; attempt += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
      const { error } = await write(statement);
      if (!error) return true;
      if (unmet.includes(error.Code)) return false;
      if (!passing.includes(error.Code) || attempt === attempts)
        throw new Error(`a write was refused: ${error.Code}: ${error.Message}`);
      // oxlint-disable-next-line no-await-in-loop -- waits between attempts
      await setTimeout(jitter(attempt));
    }
  };
}
