import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { transact, writesIf } from '../../platform/aws/conditional-write.ts';
import { dynamoDueRows } from '../../platform/aws/due-rows.ts';
import type { Row } from '../../platform/aws/dynamo.ts';
import type { Clock } from '../../platform/ports.ts';
import type { FunctionVersion } from '../core/versions/function-version.ts';
import type { VersionPublications } from '../version-ports.ts';
import { counterKey, functionKey, functionsDue, provisioningDue } from './function-rows.ts';
import { functionKeyOfVersionIn, versionKey, versionReader, versionsDue } from './version-rows.ts';

/** What the provisioner reads and records, in the rows of `dynamoVersionStore`. */
export function dynamoVersionPublications(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): VersionPublications {
  const read = versionReader(client, table);

  /** Gives a function or version a new revision, and makes it due. */
  const revise = (
    {
      key,
      id,
      seen,
      prefix,
    }: {
      readonly key: Row;
      readonly id: string;
      readonly seen: number;
      readonly prefix: string;
    },
    revision: number,
    more: { readonly set: string; readonly values: Row },
  ) => {
    const { dueShard, dueAt } = provisioningDue(id, clock.now(), prefix);
    return {
      Update: {
        TableName: table,
        Key: key,
        UpdateExpression: `SET revision = :next, dueShard = :shard, dueAt = :at${more.set}`,
        ConditionExpression: 'attribute_exists(kind) AND revision = :seen',
        ExpressionAttributeValues: {
          ...more.values,
          ':next': revision,
          ':seen': seen,
          ':shard': dueShard,
          ':at': dueAt,
        },
      },
    };
  };
  const reviseVersion = (version: FunctionVersion, revision: number) =>
    revise(
      {
        key: versionKey(version),
        id: version.id,
        seen: version.revision,
        prefix: versionsDue,
      },
      revision,
      {
        set: `, lambdaVersion = :null${version.provisioned > 0 ? ', provisionPending = :true' : ''}`,
        values: { ':null': null, ...(version.provisioned > 0 && { ':true': true }) },
      },
    );

  return {
    async record(version, outcome) {
      const write = (update: string, condition: string, values: Row) =>
        writesIf(() =>
          client.send(
            new UpdateCommand({
              TableName: table,
              Key: versionKey(version),
              UpdateExpression: update,
              ConditionExpression: `attribute_exists(kind) AND lambdaVersion = :null AND publishError = :null${condition}`,
              ExpressionAttributeValues: { ...values, ':null': null },
            }),
          ),
        );
      const done = ' REMOVE dueShard, dueAt';
      if ('error' in outcome)
        return void (await write(
          `SET publishError = :error, provisioned = :none, provisionPending = :false${done}`,
          '',
          { ':error': outcome.error, ':none': 0, ':false': false },
        ));
      const values = { ':version': outcome.lambdaVersion };
      const set = 'SET lambdaVersion = :version';
      // A version that is also to be scaled stays due.
      const isDone = ' AND (attribute_not_exists(provisionPending) OR provisionPending = :false)';
      if (await write(`${set}${done}`, isDone, { ...values, ':false': false })) return;
      await write(set, '', values);
    },

    async republish({ id, projectId, revision }, versions) {
      const key = functionKey(projectId, id);
      const fn = { key, id, seen: revision, prefix: functionsDue };
      const { kind: outcome } = await transact(client, [
        revise(fn, revision + 1 + versions.length, { set: '', values: {} }),
        ...versions.map((version, index) => reviseVersion(version, revision + 1 + index)),
      ]);
      return outcome === 'committed' ? 'stored' : 'stale';
    },

    removed: (fn) => read(fn, 'removed'),

    async forget(version) {
      const keys = [versionKey(version), counterKey(version.projectId, version.id)];
      await transact(
        client,
        keys.map((Key) => ({ Delete: { TableName: table, Key } })),
      );
    },

    ...dynamoDueRows(client, table, { keyIn: functionKeyOfVersionIn, prefix: versionsDue }),
  };
}
