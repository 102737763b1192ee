import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { transact } from '../../platform/aws/conditional-write.ts';
import { rowStore } from '../../platform/aws/row-store.ts';
import type { AliasDuplicate, FunctionAlias } from '../core/versions/function-alias.ts';
import type { AliasStore } from '../version-ports.ts';

const kind = 'alias';

/** The row that claims a function and version for the one alias it may have. */
const targetKey = ({ projectId, functionId, functionVersion }: FunctionAlias) => ({
  pk: `P#${projectId}#alias-target`,
  sk: `${functionId}#${functionVersion}`,
});

const sameTarget = (left: FunctionAlias, right: FunctionAlias): boolean =>
  left.functionId === right.functionId && left.functionVersion === right.functionVersion;

/** Whether the alias still exists and points where it did. */
const pointing = ({ id, functionId, functionVersion }: FunctionAlias) => ({
  ConditionExpression: 'id = :id AND functionId = :function AND functionVersion = :version',
  ExpressionAttributeValues: {
    ':id': id,
    ':function': functionId,
    ':version': functionVersion,
  },
});

/**
 * An alias is two rows written together: the alias itself, by its name, and the claim on the function and
 * version it points at.
 */
export function dynamoAliasStore(client: DynamoDBDocumentClient, table: string): AliasStore {
  const { get, keyOf, list, listAll } = rowStore<FunctionAlias>(client, table, {
    kind,
    partition: (projectId) => `P#${projectId}#${kind}`,
  });
  const rowOf = (alias: FunctionAlias) => ({
    ...alias,
    ...keyOf(alias.projectId, alias.name),
    kind,
  });
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
    get,
    list,
    listAll,

    async create(alias) {
      const put = {
        TableName: table,
        Item: rowOf(alias),
        ConditionExpression: 'attribute_not_exists(pk)',
      };
      const created = await transact(client, [{ Put: put }, claim(alias)]);
      if (created.kind === 'committed') return 'created';
      return created.at.includes(0) ? ('name' satisfies AliasDuplicate) : 'target';
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
