import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Replaced } from '../ports.ts';
import {
  type Named,
  type NamedKind,
  nameRowOf,
  nameWrites,
  rowOf,
  tryPut,
  type Write,
} from './named.ts';
import type { Table } from './rows.ts';

/** Stores a thing only while every attribute of it is as it was before. */
export async function replaceNamed<Thing extends Named>(
  table: Table,
  kind: NamedKind,
  {
    thing,
    before,
    besides,
  }: { readonly thing: Thing; readonly before: Thing; readonly besides: readonly Write[] },
): Promise<Replaced> {
  const put: Write = {
    Put: {
      TableName: table.name,
      Item: { ...thing, ...rowOf(kind, thing.id) },
      ...unchanged(before, thing),
    },
  };
  const outcome = await tryPut(table, [put, ...nameWrites(table, kind, thing, before), ...besides]);
  return outcome === 'changed-meanwhile' ? 'stale' : outcome;
}

/** Removes a thing and frees its name, unless another has taken it since. */
export async function removeNamed(
  { client, name: TableName }: Table,
  kind: NamedKind,
  { thing, besides }: { readonly thing: Named; readonly besides: readonly Write[] },
): Promise<void> {
  const remove: Write = {
    Delete: {
      TableName,
      Key: rowOf(kind, thing.id),
      ConditionExpression: '#name = :name',
      ExpressionAttributeNames: { '#name': 'name' },
      ExpressionAttributeValues: { ':name': thing.name },
    },
  };
  const free: Write = {
    Delete: {
      TableName,
      Key: nameRowOf(kind, thing.name),
      ConditionExpression: '#owner = :id',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':id': thing.id },
    },
  };
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [remove, free, ...besides] }));
  } catch (failure) {
    const removedAlready =
      failure instanceof TransactionCanceledException &&
      failure.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed';
    if (!removedAlready) throw failure;
  }
}

/** The condition that a row still has all the attributes it had. */
function unchanged(before: object, after: object) {
  const values = new Map<string, unknown>(Object.entries(before));
  const names = [...new Set([...values.keys(), ...Object.keys(after)])];
  return {
    ConditionExpression: names
      .map((name, n) =>
        values.get(name) === undefined ? `attribute_not_exists(#k${n})` : `#k${n} = :v${n}`,
      )
      .join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name, n) => [`#k${n}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      names.flatMap((name, n) =>
        values.get(name) === undefined ? [] : [[`:v${n}`, values.get(name)]],
      ),
    ),
  };
}
