import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { byId } from '../../contract/tables.ts';
import { writesIf } from './conditional-write.ts';
import { entityOf, queryAll, type Row, scanAll } from './dynamo.ts';
import { keyOf as keyIn, rowReader } from './row-reader.ts';

/** One kind of row in a table: which partition a project's rows are in, and what a row means. */
export interface RowKind<Entity> {
  readonly kind: string;
  readonly partition: (projectId: string) => string;
  /** Whether a row is visible, for example not expired. By default every row of the kind is. */
  readonly isShown?: (row: Row) => boolean;
  /** The entity in a row. By default everything but the attributes that only the table needs. */
  readonly entityIn?: (row: Row) => Entity;
}

/** The entity in a row, without the attributes that only the table needs. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as `entityOf`
export function entityIn<Entity>(row: Row): Entity {
  const { pk: _pk, sk: _sk, kind: _kind, ttl: _ttl, dueShard: _shard, dueAt: _at, ...entity } = row;
  return entityOf<Entity>(entity);
}

/**
 * Reads and adds rows of one kind. Reads by key or by project are consistent; `find` takes the key from an
 * index, which lags a moment behind.
 */
export function rowStore<Entity>(
  client: DynamoDBDocumentClient,
  table: string,
  { kind, partition, isShown = () => true, entityIn: read = entityIn<Entity> }: RowKind<Entity>,
) {
  const readRow = rowReader(client, table);
  const keyOf = (projectId: string, sk: string) => ({ pk: partition(projectId), sk });
  const shown = (rows: readonly Row[]): readonly Entity[] =>
    rows.filter((row) => row['kind'] === kind && isShown(row)).map((row) => read(row));

  const ofKind = { FilterExpression: 'kind = :kind', TableName: table };

  return {
    keyOf,

    get: async (projectId: string, sk: string): Promise<Entity | undefined> => {
      const row = await readRow(keyOf(projectId, sk));
      return row && shown([row])[0];
    },

    /** In any project, by the entity's own id. */
    find: async (id: string): Promise<Entity | undefined> => {
      const rows = await queryAll(client, {
        TableName: table,
        IndexName: byId.name,
        KeyConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': id },
      });
      const found = await Promise.all(rows.map((row) => readRow(keyIn(row))));
      return shown(found.filter((row) => row !== undefined))[0];
    },

    list: async (projectId: string): Promise<readonly Entity[]> => {
      const rows = await queryAll(client, {
        ...ofKind,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition(projectId), ':kind': kind },
        ConsistentRead: true,
      });
      return shown(rows);
    },

    listAll: async (): Promise<readonly Entity[]> => {
      const rows = await scanAll(client, {
        ...ofKind,
        ExpressionAttributeValues: { ':kind': kind },
        ConsistentRead: true,
      });
      return shown(rows);
    },

    /** Adds a row; false if there is one of this key already. */
    add: (projectId: string, sk: string, row: Row): Promise<boolean> =>
      writesIf(() =>
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...row, ...keyOf(projectId, sk), kind },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),
  };
}
