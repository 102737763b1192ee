import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Assignment } from '../core/identity.ts';
import type { Write } from './named.ts';
import { type Key, readRows, type Table } from './rows.ts';

/* All in one partition, ordered by user: an administrator lists them all, a login those of one. */
const partition = 'assignment';
const keyOf = ({ userId, projectId }: Assignment): Key => ({
  pk: partition,
  sk: `${userId}/${projectId}`,
});

/** Of one user, or of all. */
export const readAssignments = (table: Table, userId?: string) =>
  readRows<Assignment>(table, partition, userId && `${userId}/`);

export async function writeAssignment({ client, name }: Table, assignment: Assignment) {
  await client.send(
    new PutCommand({ TableName: name, Item: { ...assignment, ...keyOf(assignment) } }),
  );
}

interface Change {
  readonly next: Assignment;
  readonly before: Assignment | undefined;
  readonly besides: readonly Write[];
}

export async function replaceAssignment(
  { client, name: TableName }: Table,
  { next, before, besides }: Change,
): Promise<'stored' | 'stale'> {
  const still = before
    ? {
        ConditionExpression: '#roles = :roles',
        ExpressionAttributeNames: { '#roles': 'roles' },
        ExpressionAttributeValues: { ':roles': before.roles },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  const change: Write =
    next.roles.length > 0
      ? { Put: { TableName, Item: { ...next, ...keyOf(next) }, ...still } }
      : { Delete: { TableName, Key: keyOf(next), ...still } };
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [change, ...besides] }));
    return 'stored';
  } catch (failure) {
    const code =
      failure instanceof TransactionCanceledException && failure.CancellationReasons?.[0]?.Code;
    if (code === 'ConditionalCheckFailed' || code === 'TransactionConflict') return 'stale';
    throw failure;
  }
}
