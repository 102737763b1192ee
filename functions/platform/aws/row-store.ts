import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { byId, partitionKey, sortKey } from '../../contract/tables.ts';
import { writesIf } from './conditional-write.ts';
import { entityOf, queryAll, type Row, scanAll } from './dynamo.ts';
import { rowReader } from './row-reader.ts';

/** One kind of row in a table: where the rows of a project are, and what a row means. */
export interface RowKind<Entity> {
  readonly kind: string;
  /** The partition of a project's rows. */
  readonly partition: (projectId: string) => string;
  /** Whether a row shows: not one that was removed, or is past its time. All do unless said otherwise. */
  readonly isShown?: (row: Row) => boolean;
  /** What a row holds; by default all but what only the table needs. */
  readonly entityIn?: (row: Row) => Entity;
}

/** The entity in a row, without what only the table needs. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as `entityOf`
export function entityIn<Entity>(row: Row): Entity {
  const { pk: _pk, sk: _sk, kind: _kind, ttl: _ttl, dueShard: _shard, dueAt: _at, ...entity } = row;
  return entityOf<Entity>(entity);
}

/**
 * Reads and adds rows of one kind. What is read by key or by project is consistent; what spans
 * projects (`find`) may be a moment late.
 */
export function rowStore<Entity>(
  client: DynamoDBDocumentClient,
  table: string,
  { kind, partition, isShown = () => true, entityIn: read = entityIn<Entity> }: RowKind<Entity>,
) {
  const readRow = rowReader(client, table);
  const keyOf = (projectId: string, sk: string) => ({
    [partitionKey]: partition(projectId),
    [sortKey]: sk,
  });
  const shown = (row: Row | undefined): Entity | undefined =>
    row !== undefined && isShown(row) ? read(row) : undefined;
  const shownOf = (rows: readonly Row[]): readonly Entity[] =>
    rows.filter(isShown).map((row) => read(row));

  return {
    async get(projectId: string, sk: string): Promise<Entity | undefined> {
      return shown(await readRow({ pk: partition(projectId), sk }));
    },

    /** Whatever the project, by the entity's own id. */
    async find(id: string): Promise<Entity | undefined> {
      const [row] = await queryAll(client, {
        TableName: table,
        IndexName: byId.name,
        KeyConditionExpression: 'id = :id',
        FilterExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':id': id, ':kind': kind },
      });
      return shown(row);
    },

    async list(projectId: string): Promise<readonly Entity[]> {
      return shownOf(
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
      return shownOf(
        await scanAll(client, {
          TableName: table,
          FilterExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':kind': kind },
          ConsistentRead: true,
        }),
      );
    },

    /** Adds a row unless there is one of its key. */
    add: (projectId: string, sk: string, row: Row): Promise<boolean> =>
      writesIf(() =>
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...row, ...keyOf(projectId, sk), kind },
            ConditionExpression: `attribute_not_exists(${partitionKey})`,
          }),
        ),
      ),
  };
}
