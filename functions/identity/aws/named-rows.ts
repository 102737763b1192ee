import type { Write } from '../../platform/aws/conditional-write.ts';
import type { RowKey } from '../../platform/aws/row-reader.ts';
import type { Table } from './rows.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The partitions of one kind of named things: one holds the things by id, the other their names. */
export interface NamedKind {
  readonly things: string;
  readonly names: string;
}

export const thingKey = ({ things }: NamedKind, id: string): RowKey => ({ pk: things, sk: id });
export const nameKey = ({ names }: NamedKind, name: string): RowKey => ({ pk: names, sk: name });

/** Writes a thing on a condition that the caller gives. */
export const writeThing = (
  { name: TableName }: Table,
  kind: NamedKind,
  thing: Named,
  condition: object,
): Write => ({ Put: { TableName, Item: { ...thing, ...thingKey(kind, thing.id) }, ...condition } });

/** Claims the name of a thing, and frees its former name. */
export function writeName(
  { name: TableName }: Table,
  kind: NamedKind,
  thing: Named,
  before: Named | undefined,
): readonly Write[] {
  const claim: Write = {
    Put: {
      TableName,
      Item: { owner: thing.id, ...nameKey(kind, thing.name) },
      ConditionExpression: 'attribute_not_exists(pk) OR #owner = :id',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':id': thing.id },
    },
  };
  return before === undefined || before.name === thing.name
    ? [claim]
    : [claim, { Delete: { TableName, Key: nameKey(kind, before.name) } }];
}

/** Deletes a thing if it still has this name. */
export const deleteThing = (
  { name: TableName }: Table,
  kind: NamedKind,
  { id, name }: Named,
): Write => ({
  Delete: {
    TableName,
    Key: thingKey(kind, id),
    ConditionExpression: '#name = :name',
    ExpressionAttributeNames: { '#name': 'name' },
    ExpressionAttributeValues: { ':name': name },
  },
});

/** Frees the name of a thing if the thing still owns it. */
export const deleteName = (
  { name: TableName }: Table,
  kind: NamedKind,
  { id, name }: Named,
): Write => ({
  Delete: {
    TableName,
    Key: nameKey(kind, name),
    ConditionExpression: '#owner = :id',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':id': id },
  },
});

/** The condition that a thing does not exist, or still has the name it had `before`. */
export const sameName = (before: Named | undefined) =>
  before
    ? {
        ConditionExpression: '#name = :before',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':before': before.name },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };

/** The condition that a row still has every attribute it had `before`, and none that only `next` has. */
export function unchanged(before: object, next: object) {
  const values = new Map<string, unknown>(Object.entries(before));
  const names = [...new Set([...values.keys(), ...Object.keys(next)])];
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
