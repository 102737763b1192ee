import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AliasDuplicate, FunctionAlias } from '../core/function-alias.ts';
import type { AliasStore } from '../ports.ts';
import { queryAll, scanAll } from '../../platform/aws/dynamo.ts';
import { entityIn } from '../../platform/aws/entity-row.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import { transact } from '../../platform/aws/conditional-write.ts';

const kind = 'alias';
const partition = (projectId: string) => `P#${projectId}#${kind}`;
const keyOf = (projectId: string, name: string) => ({ pk: partition(projectId), sk: name });
/** A row for each function and version that has an alias: it has one at most. */
const targetKey = ({ projectId, functionId, functionVersion }: FunctionAlias) => ({
  pk: `P#${projectId}#alias-target`,
  sk: `${functionId}#${functionVersion}`,
});

const sameTarget = (left: FunctionAlias, right: FunctionAlias): boolean =>
  left.functionId === right.functionId && left.functionVersion === right.functionVersion;

const rowOf = (alias: FunctionAlias) => ({
  ...alias,
  ...keyOf(alias.projectId, alias.name),
  kind,
});

/** That the alias is there and points where it did. */
const pointing = ({ id, functionId, functionVersion }: FunctionAlias) => ({
  ConditionExpression: 'id = :id AND functionId = :function AND functionVersion = :version',
  ExpressionAttributeValues: {
    ':id': id,
    ':function': functionId,
    ':version': functionVersion,
  },
});

/**
 * An alias is two rows written together: itself, by its name, and the claim on the function and
 * version it stands for.
 */
export function dynamoAliasStore(client: DynamoDBDocumentClient, table: string): AliasStore {
  const read = rowReader(client, table);
  const claim = (alias: FunctionAlias) => ({
    Put: {
      TableName: table,
      Item: { ...targetKey(alias), alias: alias.id },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });
  const unclaim = (alias: FunctionAlias) => ({
    Delete: { TableName: table, Key: targetKey(alias) },
  });
  return {
    async create(alias) {
      const created = await transact(client, [
        {
          Put: {
            TableName: table,
            Item: rowOf(alias),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        claim(alias),
      ]);
      if (created.kind === 'committed') return 'created';
      return created.at.includes(0) ? ('name' satisfies AliasDuplicate) : 'target';
    },

    async get(projectId, name) {
      const row = await read(keyOf(projectId, name));
      return row && entityIn<FunctionAlias>(row);
    },

    async list(projectId) {
      const rows = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition(projectId) },
        ConsistentRead: true,
      });
      return rows.map((row) => entityIn<FunctionAlias>(row));
    },

    async listAll() {
      const rows = await scanAll(client, {
        TableName: table,
        FilterExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': kind },
        ConsistentRead: true,
      });
      return rows.map((row) => entityIn<FunctionAlias>(row));
    },

    async replace(next, seen) {
      const put = { Put: { TableName: table, Item: rowOf(next), ...pointing(seen) } };
      const moves = sameTarget(next, seen) ? [] : [claim(next), unclaim(seen)];
      const replaced = await transact(client, [put, ...moves]);
      if (replaced.kind === 'committed') return 'stored';
      return replaced.at.includes(0) ? 'stale' : 'target';
    },

    async remove(alias) {
      const row = { TableName: table, Key: keyOf(alias.projectId, alias.name), ...pointing(alias) };
      const removed = await transact(client, [{ Delete: row }, unclaim(alias)]);
      return removed.kind === 'committed' ? 'removed' : 'stale';
    },
  };
}
