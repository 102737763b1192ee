import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Key, readRow, type Table } from './rows.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Where a kind of named things lies: one partition of the things by id, one of their names. */
export interface NamedKind {
  readonly things: string;
  readonly names: string;
}

export const rowOf = ({ things }: NamedKind, id: string): Key => ({ pk: things, sk: id });
export const nameRowOf = ({ names }: NamedKind, name: string): Key => ({ pk: names, sk: name });

/** How often a put is tried again because the name it would replace has changed meanwhile. */
const attempts = 3;

export const readNamed = <Thing extends Named = Named>(table: Table, kind: NamedKind, id: string) =>
  readRow<Thing>(table, rowOf(kind, id));

/** Reads two rows also when there is no such name, so that the time does not tell. */
export async function readByName<Thing extends Named>(table: Table, kind: NamedKind, name: string) {
  const owner = await readRow<{ readonly owner: string }>(table, nameRowOf(kind, name));
  return readNamed<Thing>(table, kind, owner?.owner ?? 'nobody');
}

/** Stores a thing under its id and takes its name, or neither; the name it had before becomes free. */
export async function putNamed(
  table: Table,
  kind: NamedKind,
  { thing, besides = [] }: { readonly thing: Named; readonly besides?: readonly Write[] },
): Promise<'stored' | 'name-taken'> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt answers the one before
    const before = await readNamed(table, kind, thing.id);
    // oxlint-disable-next-line no-await-in-loop -- as above
    const outcome = await tryPut(table, [...writesOf(table, kind, thing, before), ...besides]);
    if (outcome !== 'changed-meanwhile') return outcome;
  }
  throw new Error(`a ${kind.things} keeps changing its name while it is stored`);
}

function writesOf(table: Table, kind: NamedKind, thing: Named, before: Named | undefined): Write[] {
  const put: Write = {
    Put: {
      TableName: table.name,
      Item: { ...thing, ...rowOf(kind, thing.id) },
      ConditionExpression: before ? '#name = :before' : 'attribute_not_exists(pk)',
      ...(before && {
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':before': before.name },
      }),
    },
  };
  return [put, ...nameWrites(table, kind, thing, before)];
}

/** Takes the name of a thing, and frees the one it had. */
export function nameWrites(
  { name: TableName }: Table,
  kind: NamedKind,
  thing: Named,
  before: Named | undefined,
): Write[] {
  const take: Write = {
    Put: {
      TableName,
      Item: { owner: thing.id, ...nameRowOf(kind, thing.name) },
      ConditionExpression: 'attribute_not_exists(pk) OR #owner = :id',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':id': thing.id },
    },
  };
  const free: Write[] =
    before && before.name !== thing.name
      ? [{ Delete: { TableName, Key: nameRowOf(kind, before.name) } }]
      : [];
  return [take, ...free];
}

/** One transaction: the thing first, its name second. */
export async function tryPut({ client }: Table, writes: readonly Write[]) {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [...writes] }));
    return 'stored';
  } catch (failure) {
    if (!(failure instanceof TransactionCanceledException)) throw failure;
    const [put, take] = failure.CancellationReasons ?? [];
    if (put?.Code === 'ConditionalCheckFailed' || put?.Code === 'TransactionConflict')
      return 'changed-meanwhile';
    if (take?.Code === 'ConditionalCheckFailed') return 'name-taken';
    if (take?.Code === 'TransactionConflict') return 'changed-meanwhile';
    throw failure;
  }
}
