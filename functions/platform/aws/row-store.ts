import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { byId, partitionKey, sortKey } from '../../contract/tables.ts';
import type { Instant } from '../core/instant.ts';
import { writesIf } from './conditional-write.ts';
import { entityOf, queryAll, queryDue, type Row, scanAll } from './dynamo.ts';
import { rowReader } from './row-reader.ts';

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
 * Reads and adds rows of one kind. Reads by key or by project are consistent; `find` and `due` read an
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

  return {
    keyOf,

    async get(projectId: string, sk: string): Promise<Entity | undefined> {
      const row = await readRow(keyOf(projectId, sk));
      return row && shown([row])[0];
    },

    /** In any project, by the entity's own id. */
    async find(id: string): Promise<Entity | undefined> {
      const rows = await queryAll(client, {
        TableName: table,
        IndexName: byId.name,
        KeyConditionExpression: 'id = :id',
        FilterExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':id': id, ':kind': kind },
      });
      return shown(rows)[0];
    },

    async list(projectId: string): Promise<readonly Entity[]> {
      return shown(
        await queryAll(client, {
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          FilterExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':pk': partition(projectId), ':kind': kind },
          ConsistentRead: true,
        }),
      );
    },

    async listAll(): Promise<readonly Entity[]> {
      return shown(
        await scanAll(client, {
          TableName: table,
          FilterExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':kind': kind },
          ConsistentRead: true,
        }),
      );
    },

    due: async (now: Instant): Promise<readonly Entity[]> =>
      shown(await queryDue(client, table, now)),

    /** Adds a row; false if there is one of this key already. */
    add: (projectId: string, sk: string, row: Row): Promise<boolean> =>
      writesIf(() =>
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...row, [partitionKey]: partition(projectId), [sortKey]: sk, kind },
            ConditionExpression: `attribute_not_exists(${partitionKey})`,
          }),
        ),
      ),
  };
}
