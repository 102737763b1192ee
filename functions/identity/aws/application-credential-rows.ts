import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ApplicationCredential, Revocation } from '../core/identity.ts';
import { revocationWrite } from './revocation-rows.ts';
import { type Key, readRow, readRows, type Table } from './rows.ts';

/*
 * A credential never changes, so it lies whole in two places: by its id, to log in with, and by its
 * user and name, to be listed and to be the only one of that name.
 */
const byId = (id: string): Key => ({ pk: 'application-credential', sk: id });
const ofUser = (userId: string): string => `application-credential#${userId}`;
const byName = ({ userId, name }: Pick<ApplicationCredential, 'userId' | 'name'>): Key => ({
  pk: ofUser(userId),
  sk: name,
});

export const readCredential = (table: Table, id: string) =>
  readRow<ApplicationCredential>(table, byId(id));

export const readCredentials = (table: Table, userId: string) =>
  readRows<ApplicationCredential>(table, ofUser(userId));

export async function createCredential(
  { client, name: TableName }: Table,
  credential: ApplicationCredential,
): Promise<'created' | 'exists'> {
  const ConditionExpression = 'attribute_not_exists(pk)';
  const put = (key: Key) => ({
    Put: { TableName, Item: { ...credential, ...key }, ConditionExpression },
  });
  try {
    await client.send(
      new TransactWriteCommand({
        TransactItems: [put(byName(credential)), put(byId(credential.id))],
      }),
    );
    return 'created';
  } catch (failure) {
    if (
      failure instanceof TransactionCanceledException &&
      failure.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed'
    )
      return 'exists';
    throw failure;
  }
}

/** The name is freed only while it is still this credential's, so that removing twice removes no successor. */
export async function removeCredential(
  { client, name: TableName }: Table,
  credential: ApplicationCredential,
  revocation: Revocation,
): Promise<void> {
  const remove = (Key: Key) => ({
    Delete: {
      TableName,
      Key,
      ConditionExpression: '#id = :id',
      ExpressionAttributeNames: { '#id': 'id' },
      ExpressionAttributeValues: { ':id': credential.id },
    },
  });
  try {
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          remove(byId(credential.id)),
          remove(byName(credential)),
          revocationWrite(TableName, revocation),
        ],
      }),
    );
  } catch (failure) {
    const removedAlready =
      failure instanceof TransactionCanceledException &&
      failure.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed';
    if (!removedAlready) throw failure;
  }
}
